using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>
/// The text form of the small digits: one image per line, grey values as whole numbers 0–16 and the class 0–9, separated by commas.
/// The image is square; 64 values are 8×8.
/// </summary>
public static class DigitsFile
{
    private const int White = 16;
    private const int ClassCount = 10;

    /// <summary>Reads one file.</summary>
    /// <exception cref="InputException">No such file, or a row that is wrong, with its number.</exception>
    public static LabelledImages Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        if (lines.Length == 0) throw new InputException($"{path}: the file is empty; it must hold one image per line");
        var pixels = lines[0].Count(c => c == ',');
        var side = (int)Math.Round(Math.Sqrt(pixels));
        if (pixels == 0 || side * side != pixels)
            throw new InputException($"{path}: row 1: {pixels} grey values are not a square image (64 are 8×8)");
        var features = new float[lines.Length * pixels];
        var labels = new long[lines.Length];
        for (var row = 0; row < lines.Length; row++)
            labels[row] = ReadRow(path, row + 1, lines[row], features.AsSpan(row * pixels, pixels));
        return new LabelledImages(path, features, labels, side, side, ClassCount);
    }

    private static int ReadRow(string path, int row, string line, Span<float> image)
    {
        var rest = line.AsSpan();
        for (var column = 0; column <= image.Length; column++)
        {
            var comma = rest.IndexOf(',');
            var last = column == image.Length;
            if (comma < 0 != last)
                throw new InputException($"{path}: row {row}: {line.AsSpan().Count(',') + 1} values; it must have {image.Length + 1} ({image.Length} grey values and a class); is the file truncated?");
            var field = last ? rest : rest[..comma];
            var highest = last ? ClassCount - 1 : White;
            if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > highest)
                throw new InputException($"{path}: row {row}, column {column + 1}: {(last ? "class" : "grey value")} '{field}' is not a whole number in the allowed range [0, {highest}]");
            if (last) return value;
            image[column] = value / (float)White;
            rest = rest[(comma + 1)..];
        }
        throw new InvalidOperationException("the last column returns");
    }
}

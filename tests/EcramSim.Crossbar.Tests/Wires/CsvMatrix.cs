using System.Globalization;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>A matrix in a file of the reference cases.</summary>
internal static class CsvMatrix
{
    public static double[][] Read(string path) =>
        [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => l.Split(',').Select(Number).ToArray())];

    private static double Number(string text) =>
        text.Trim() == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}

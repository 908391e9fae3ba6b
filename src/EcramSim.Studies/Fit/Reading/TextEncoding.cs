using System.Text;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>
/// Bytes of an instrument's file to text: UTF-8, UTF-16 and UTF-32 by their byte-order marks, UTF-16 without one by its zero bytes,
/// and Latin-1 where nothing else fits (the µ of older programs).
/// </summary>
internal static class TextEncoding
{
    /// <summary>Larger files are refused: no pulse record is that long.</summary>
    internal const int MostBytes = 64 << 20;

    /// <summary>The text, without byte-order mark.</summary>
    /// <exception cref="InputException">Empty, broken, or no text at all.</exception>
    internal static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) throw new InputException($"{file}: the file is empty");
        var text = Decoded(file, bytes);
        if (text.AsSpan().Trim().Length == 0) throw new InputException($"{file}: the file is empty");
        for (var i = 0; i < text.Length; i++)
            if (text[i] < ' ' && text[i] is not ('\t' or '\r' or '\n' or '\f') || text[i] == '\uFFFF')
                throw new InputException($"{file}: character {i + 1} is no text (code {(int)text[i]}); is it a binary file?");
        return text;
    }

    /// <summary>Reads the file.</summary>
    internal static string Read(string file)
    {
        try
        {
            if (Directory.Exists(file)) throw new InputException($"{file}: is a folder, not a file");
            if (!File.Exists(file)) throw new InputException($"{file}: no such file");
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            // One byte more than allowed, so that a pipe without a length cannot run on.
            var bytes = new byte[Math.Min(stream.CanSeek ? stream.Length : MostBytes, MostBytes) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes) throw new InputException($"{file}: is larger than {MostBytes >> 20} MiB; is it a record of pulses?");
            return Decode(file, bytes.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException($"{file}: cannot be read: {e.Message}", e);
        }
    }

    private static string Decoded(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes is [0xFF, 0xFE, 0, 0, ..]) return new UTF32Encoding(false, true, true).GetString(bytes[4..]);
            if (bytes is [0, 0, 0xFE, 0xFF, ..]) return new UTF32Encoding(true, true, true).GetString(bytes[4..]);
            if (bytes is [0xFF, 0xFE, ..]) return new UnicodeEncoding(false, true, true).GetString(bytes[2..]);
            if (bytes is [0xFE, 0xFF, ..]) return new UnicodeEncoding(true, true, true).GetString(bytes[2..]);
            if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
            else if (ZeroShare(bytes, 1) > 0.4) return new UnicodeEncoding(false, true, true).GetString(bytes);
            else if (ZeroShare(bytes, 0) > 0.4) return new UnicodeEncoding(true, true, true).GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{file}: is not valid Unicode: cut in the middle of a character?", e);
        }
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    // Share of the bytes at even or odd places that are zero.
    private static double ZeroShare(ReadOnlySpan<byte> bytes, int parity)
    {
        int zeros = 0, all = 0;
        for (var i = parity; i < bytes.Length && all < 4096; i += 2, all++)
            if (bytes[i] == 0) zeros++;
        return all == 0 ? 0 : (double)zeros / all;
    }
}

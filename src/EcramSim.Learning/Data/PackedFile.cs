using System.IO.Compression;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>The whole content of a file that may be packed with gzip (recognised by its first two bytes, not by its name).</summary>
internal static class PackedFile
{
    /// <summary>Reads and unpacks.</summary>
    /// <exception cref="InputException">Unreadable, or damaged or truncated as gzip, with the place where unpacking stopped.</exception>
    internal static byte[] Read(string path)
    {
        byte[] raw;
        try
        {
            raw = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        if (raw is not [0x1f, 0x8b, ..]) return raw;
        using var unpacked = new MemoryStream(raw.Length * 4);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(raw, writable: false), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path}: damaged or truncated gzip file ({raw.Length} bytes), unpacking stopped after byte {unpacked.Length} of the content: {e.Message}", e);
        }
        // Not every damage is seen while unpacking: the last eight bytes of a gzip file are checksum and length of the content.
        var content = unpacked.ToArray();
        if (raw.Length < 18 || BitConverter.ToUInt32(raw, raw.Length - 4) != (uint)content.Length)
            throw new InputException($"{path}: damaged or truncated gzip file ({raw.Length} bytes): it unpacks to {content.Length} bytes, which its last four bytes deny");
        return content;
    }
}

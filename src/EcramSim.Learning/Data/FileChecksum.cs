using System.Security.Cryptography;

namespace EcramSim.Learning.Data;

/// <summary>Checksums of files as their makers publish them.</summary>
internal static class FileChecksum
{
    /// <summary>Of a file as it lies there, lower-case hexadecimal.</summary>
    /// <param name="kind">"md5" or "sha256".</param>
    /// <param name="path">The file.</param>
    internal static string Of(string kind, string path)
    {
        using var file = File.OpenRead(path);
        // MD5 tells damaged files here; that it can be forged is known, and nothing else is published.
#pragma warning disable CA5351
        return Convert.ToHexStringLower(kind == "md5" ? MD5.HashData(file) : SHA256.HashData(file));
#pragma warning restore CA5351
    }

    /// <summary>SHA-256 of the content, unpacked where it is packed.</summary>
    internal static string OfContent(string path) => Convert.ToHexStringLower(SHA256.HashData(PackedFile.Read(path)));
}

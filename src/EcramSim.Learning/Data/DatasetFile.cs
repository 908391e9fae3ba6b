namespace EcramSim.Learning.Data;

/// <summary>One file of a data set as its makers give it.</summary>
/// <param name="Name">Name on their server and here.</param>
/// <param name="Bytes">Size; null where nobody published it.</param>
/// <param name="Kind">"md5" or "sha256": the kind that was published.</param>
/// <param name="Checksum">The published checksum, lower-case hexadecimal.</param>
/// <param name="Content">What is in it, by name, with the SHA-256 of the unpacked bytes (null where nobody published one): whoever packs it anew does not change that.</param>
public sealed record DatasetFile(string Name, long? Bytes, string Kind, string Checksum, IReadOnlyList<(string Name, string? Sha256)> Content);

namespace EcramSim.Learning.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Bytes that are here.</param>
/// <param name="Total">Bytes in all; null where nobody knows.</param>
/// <param name="From">The server.</param>
public sealed record DownloadProgress(string File, long Bytes, long? Total, string From);

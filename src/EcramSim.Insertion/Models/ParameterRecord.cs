namespace EcramSim.Insertion.Models;

/// <summary>One parameter as it was read: where it stands, its text, status ("measured", "fitted", "estimated", or "set" from the command line) and source.</summary>
public sealed record ParameterRecord(string File, string Path, string Text, string Status, string Source);

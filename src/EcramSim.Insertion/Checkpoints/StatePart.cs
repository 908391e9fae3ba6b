namespace EcramSim.Insertion.Checkpoints;

/// <summary>One named piece of a saved state.</summary>
/// <param name="Type">Name of the type of its elements, such as "Single".</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Bytes">The elements, little-endian.</param>
public sealed record StatePart(string Type, int Count, byte[] Bytes);

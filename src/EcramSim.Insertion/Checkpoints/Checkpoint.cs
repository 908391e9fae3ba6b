namespace EcramSim.Insertion.Checkpoints;

/// <summary>A saved state with what it is the state of.</summary>
/// <param name="Owner">What it belongs to: equal for the work that it was taken from and the work that may go on from it.</param>
/// <param name="Moment">Where the work stood, for people: "epoch 3 of 20, image 512 of 3249".</param>
/// <param name="Parts">The state.</param>
public sealed record Checkpoint(string Owner, string Moment, IReadOnlyDictionary<string, StatePart> Parts);

namespace TorchSharp.Embedded.Tests;

/// <summary>Tests that look at what belongs to the whole process: they run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

using System.CommandLine;

namespace EcramSim.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExplainedCommand(string name, string purpose, params string[] examples) : Command(name, purpose)
{
    internal IReadOnlyList<string> Examples { get; } = examples;
}

namespace EcramSim.Cli;

/// <summary>A run was interrupted and its state is kept.</summary>
/// <param name="line">The command line that goes on with it.</param>
internal sealed class ResumableException(string line) : OperationCanceledException
{
    internal string Line { get; } = line;
}

namespace EcramSim.Cli;

/// <summary>How the command ends.</summary>
internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int BadInput = 2;
    internal const int Interrupted = 130;
}

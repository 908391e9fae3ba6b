using System.CommandLine;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram insertion phase|rate</c>: one host alone.</summary>
internal static class InsertionCommand
{
    internal static Command Create() => new ExplainedCommand("insertion", "One insertion host alone: its phases, the rate of its interface.",
        "ecram insertion phase lifepo4", "ecram insertion rate lixcoo2")
    {
        InsertionPhaseCommand.Create(), InsertionRateCommand.Create(),
    };
}

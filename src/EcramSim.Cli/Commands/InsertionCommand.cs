using System.CommandLine;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram insertion run|phase|rate</c>: one host alone.</summary>
internal static class InsertionCommand
{
    internal static Command Create() => new ExplainedCommand("insertion", "One insertion host alone: a particle through a protocol, its phases, the rate of its interface.",
        "ecram insertion run lifepo4-platelet", "ecram insertion phase lifepo4", "ecram insertion rate lixcoo2")
    {
        InsertionRunCommand.Create(), InsertionPhaseCommand.Create(), InsertionRateCommand.Create(),
    };
}

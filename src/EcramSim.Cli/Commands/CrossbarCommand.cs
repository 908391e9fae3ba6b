using System.CommandLine;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram crossbar</c>: an array of cells with its wires and its periphery.</summary>
internal static class CrossbarCommand
{
    internal static Command Create() => new ExplainedCommand("crossbar", "An array of cells: its wires, its writes, what they cost.",
        "ecram crossbar solve --resistances R.csv --inputs V.csv --word-resistance 1 --bit-resistance 1")
    {
        CrossbarSolveCommand.Create(),
        CrossbarProgramCommand.Create(),
        CrossbarDisturbCommand.Create(),
        CrossbarEnergyCommand.Create(),
    };
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EcramSim.Cli;

/// <summary>The help of System.CommandLine, with examples at its end.</summary>
internal sealed class ExampleHelp(HelpAction help, IReadOnlyList<string> rootExamples) : SynchronousCommandLineAction
{
    // Also "--help" beside something wrong shows the help.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = Console.IsOutputRedirected || Console.WindowWidth == 0 ? 110 : Math.Clamp(Console.WindowWidth, 60, 120);
        help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command is ExplainedCommand explained ? explained.Examples
            : parseResult.CommandResult.Command is RootCommand ? rootExamples : [];
        if (examples.Count == 0) return ExitCode.Done;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return ExitCode.Done;
    }
}

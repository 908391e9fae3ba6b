using System.CommandLine;
using System.CommandLine.Parsing;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary><c>--resume DIR</c>: which folders it means, and whether there is anything left to do.</summary>
/// <param name="Checkpoints">The folder of the checkpoints.</param>
/// <param name="Results">The folder of the results.</param>
internal sealed record ResumedRun(string Checkpoints, string Results)
{
    /// <summary>What is resumed; null where the command line does not say so.</summary>
    /// <exception cref="InputException">There is nothing of that name.</exception>
    internal static ResumedRun? Of(ParseResult parse)
    {
        if (parse.CommandResult.Command.Options.FirstOrDefault(o => o.Name == CheckpointOptions.Resume) is not { } option
            || parse.GetResult(option) is not OptionResult { Implicit: false, Tokens.Count: 1 } given) return null;
        var named = Path.TrimEndingDirectorySeparator(given.Tokens[0].Value);
        var results = named.EndsWith(RunCheckpoints.Ending, StringComparison.Ordinal) ? named[..^RunCheckpoints.Ending.Length] : named;
        if (results.Length == 0) throw new InputException($"{CheckpointOptions.Resume}: '{named}' is no folder of a run");
        var run = new ResumedRun(results + RunCheckpoints.Ending, results);
        if (parse.CommandResult.Command.Options.FirstOrDefault(o => o.Name == "--config") is { } config && parse.GetResult(config) is OptionResult { Implicit: false })
            throw new InputException($"{CheckpointOptions.Resume} and --config: only one of them can say what is run");
        if (File.Exists(run.Record) || run.IsFinished) return run;
        throw new InputException($"{CheckpointOptions.Resume}: there is no unfinished run in '{named}': no {run.Record}");
    }

    /// <summary>The stored run.</summary>
    internal string Record => Path.Combine(Checkpoints, RunRecord.FileName);

    /// <summary>Whether the results of this very run are in their place, and at most its checkpoints were left.</summary>
    internal bool IsFinished
    {
        get
        {
            var finished = Path.Combine(Results, RunRecord.FileName);
            return File.Exists(finished) && (!File.Exists(Record) || RunRecord.Read(finished).Identity == RunRecord.Read(Record).Identity);
        }
    }
}

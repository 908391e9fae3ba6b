using System.CommandLine;
using System.CommandLine.Help;
using EcramSim.Cli.Commands;
using EcramSim.Cli.Options;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli;

/// <summary>The command <c>ecram</c>: its commands, and the one place that turns errors into a line and an exit code.</summary>
internal static class EcramCommand
{
    private static readonly string[] Examples =
    [
        "ecram evaluate                          every device and baseline on the 8x8 digits, three seeds each",
        "ecram characterize lixwo3-lipon         pulses up and down of one cell: table, CSV, figures",
        "ecram fit pulses.csv                    measured pulses of a cell of your own to a device file",
    ];

    internal static RootCommand Create()
    {
        var root = new RootCommand("From an insertion material to a trained network: electrochemical RAM, its arrays, and learning on them.")
        {
            EvaluateCommand.Create(),
            TrainCommand.Create(),
            InferCommand.Create(),
            TuneCommand.Create(),
            ResultsCommand.Create(),
            CharacterizeCommand.Create(),
            FitCommand.Create(),
            CrossbarCommand.Create(),
            CalibrateCommand.Create(),
            InsertionCommand.Create(),
            MaterialsCommand.Create(),
            DevicesCommand.Create(),
            NetworksCommand.Create(),
            DatasetsCommand.Create(),
        };
        foreach (var option in root.Options)
            if (option is HelpOption { Action: HelpAction action } help) help.Action = new ExampleHelp(action, Examples);
        root.SetAction(_ => root.Parse(["--help"]).Invoke());
        return root;
    }

    internal static int Run(string[] args)
    {
        try
        {
            var root = Create();
            // A device may be called "@x", and "-ab" is a slip, not two options.
            var rules = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
            var parse = root.Parse(args, rules);
            if (ResumedRun.Of(parse) is { IsFinished: true } done) return Finished(done);
            if (StoredRun.ArgumentsOf(parse) is { } stored) parse = root.Parse([.. stored], rules);
            ParseProblem.ThrowOnFirst(parse);
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InputException e)
        {
            return Fail(ExitCode.BadInput, e);
        }
        catch (ResumableException e)
        {
            Console.Error.WriteLine($"interrupted; its state is kept. To go on: {e.Line}");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"interrupted; no file was left. To run it again: {CommandLine(args)}");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            return Fail(ExitCode.Failed, e);
        }
    }

    // A kill after the results were put in their place leaves the checkpoints alone.
    private static int Finished(ResumedRun run)
    {
        if (Directory.Exists(run.Checkpoints)) Directory.Delete(run.Checkpoints, recursive: true);
        Console.Out.WriteLine($"finished already: written to {Path.GetFullPath(run.Results)}");
        return ExitCode.Done;
    }

    private static int Fail(int code, Exception e)
    {
        // Several threads may fail at once: the first bad input is the reason, otherwise the first failure.
        if (e is AggregateException several)
        {
            var inner = several.Flatten().InnerExceptions;
            var reason = inner.FirstOrDefault(i => i is InputException) ?? inner.FirstOrDefault(i => i is not OperationCanceledException) ?? e;
            return Fail(reason is InputException ? ExitCode.BadInput : code, reason);
        }
        var line = e.Message.ReplaceLineEndings(" ");
        Console.Error.WriteLine(line.StartsWith("ecram", StringComparison.Ordinal) ? line : $"ecram: {line}");
        if (Environment.GetEnvironmentVariable("ECRAM_TRACE") == "1") Console.Error.WriteLine(e);
        return code;
    }

    // As a shell takes it back.
    private static string CommandLine(string[] args) =>
        string.Join(' ', args.Prepend("ecram").Select(a => a.Length > 0 && a.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,:@%+".Contains(c, StringComparison.Ordinal))
            ? a : $"'{a.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
}

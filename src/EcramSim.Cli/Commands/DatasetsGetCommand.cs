using System.CommandLine;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram datasets get NAME…</c></summary>
internal static class DatasetsGetCommand
{
    internal static Command Create()
    {
        var names = DatasetsCommand.Names("Sets to download", ArgumentArity.OneOrMore);
        var mirrors = new Option<string[]>("--mirror")
        {
            Description = "Address of a folder with the files, tried before the known ones; repeatable. [default: none]", HelpName = "URL", DefaultValueFactory = _ => [],
        };
        var quiet = new Option<bool>("--quiet") { Description = "No progress. [default: off]" };
        var json = new Option<bool>("--json") { Description = "JSON lines on stdout, progress included, instead of text. [default: off]" };
        var command = new ExplainedCommand("get", "Download data sets that are not here, or not whole; a download that broke goes on where it was. The folder is $ECRAM_DATA, or else that of the person's data.",
            "ecram datasets get mnist", "ecram datasets get cifar-10 --mirror https://data.example.org/cifar/") { names, mirrors, quiet, json };
        command.SetAction(parse => Get(parse.GetRequiredValue(names), parse.GetRequiredValue(mirrors), parse.GetValue(quiet), parse.GetValue(json)));
        return command;
    }

    private static int Get(string[] names, string[] mirrors, bool quiet, bool json)
    {
        DatasetSource[] sources = [.. names.Distinct().Select(DatasetSource.Of)];
        Uri[] own = [.. mirrors.Select(Mirror)];
        using var interruption = new Interruption();
        // The download watches for itself whether anything comes.
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        foreach (var source in sources)
        {
            int brought;
            try
            {
                using var report = new ProgressReport(quiet, json);
                brought = new DatasetInstallation(source).Get(own, client, DownloadLimits.Default, new Line(source, report), interruption.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // What has come stays there.
                throw new ResumableException($"ecram datasets get {string.Join(' ', names)}{string.Concat(mirrors.Select(m => $" --mirror {m}"))}");
            }
            var folder = new DatasetInstallation(source).Folder;
            if (json) Console.Out.WriteLine(JsonLine.Of(("event", "done"), ("id", source.Name), ("downloaded", brought), ("folder", folder), ("licence", source.Licence)));
            else Console.Out.WriteLine(brought == 0 ? $"{source.Name} is here already: {folder}" : $"{source.Name}: {folder} ({source.Licence})");
        }
        return ExitCode.Done;
    }

    private static Uri Mirror(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri : throw new InputException($"--mirror: '{text}' is not an address that begins with http:// or https://");

    private sealed class Line(DatasetSource source, IProgress<RunProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            var file = Enumerable.Range(0, source.Files.Count).First(k => source.Files[k].Name == value.File);
            var part = value.Total is > 0 and { } total ? Math.Min(1, (double)value.Bytes / total) : 0;
            report.Report(new RunProgress((file + part) / source.Files.Count, FormattableString.Invariant($"{value.File} from {value.From}, {value.Bytes / 1e6:F1}{(value.Total is { } t ? FormattableString.Invariant($" of {t / 1e6:F1}") : "")} MB")));
        }
    }
}

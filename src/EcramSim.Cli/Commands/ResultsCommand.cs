using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Algorithms;
using EcramSim.Studies.Results;
using EcramSim.Studies.Trainings;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram results --data --devices --rules --batches --document</c></summary>
internal static class ResultsCommand
{
    internal static Command Create()
    {
        var defaults = new ResultsPlan();
        var devices = ModelArgument.Several("DEVICES", "DEVICE", $"Rows: devices and baselines. [default: {string.Join(", ", defaults.Devices)}]", ModelKind.Device, [.. Learning.Training.Hardware.Baselines.Select(b => b.Name)]);
        var data = Text("--data", $"Tasks, with commas: {string.Join(", ", defaults.Tasks)}.", "NAMES", string.Join(',', defaults.Tasks));
        var rules = Text("--rules", $"Columns: training rules, with commas (or with semicolons, where a rule has parameters after a colon): {string.Join(", ", TrainingRules.Names)}.", "RULES", string.Join(',', defaults.Rules));
        var batches = Text("--batches", "Images per step, a table each, with commas; 1 to 65536.", "N,N,…", string.Join(',', defaults.Batches));
        var peers = new Option<bool>("--peers") { Description = "Train the cells that other simulators published at their settings too; --peers=false leaves that out.", DefaultValueFactory = _ => true };
        var stored = new Option<bool>("--stored") { Description = "Train nothing: write what is known, with gaps. [default: off]" };
        var document = new Option<string?>("--document") { Description = "Markdown file (FILE.md) that takes the tables; what stands under its heading 'Notes' is kept. Every training goes to FILE.csv beside it, and those that it holds already are not done again. [default: none but those in the results' folder]", HelpName = "FILE" };
        var store = StoreOption.Create();
        var options = new RunOptions(3, "Number of seeds: first seed, first seed + 1, …");
        var command = new ExplainedCommand("results", "The accuracy tables: devices, training rules, batches and data sets, beside other simulators; what is finished is kept.",
            "ecram results --document docs/results.md", "ecram results tang-2018 enode --data fashion-10k --rules sgd,tiki-taka-v2 --batches 8 --seeds 1", "ecram results --stored --document docs/results.md")
        {
            devices, data, rules, batches, peers, stored, document, store,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var choices = options.Read(parse);
            var named = DeviceNames.Distinct(parse.GetRequiredValue(devices));
            var plan = new ResultsPlan
            {
                Devices = named.Count > 0 ? named : defaults.Devices,
                Tasks = ListText.Words("--data", parse.GetRequiredValue(data)),
                Rules = ListText.Rules("--rules", parse.GetRequiredValue(rules)),
                Batches = [.. ListText.Numbers("--batches", parse.GetRequiredValue(batches), Interval.Closed(1, Learning.Networks.TrainingDefaults.LargestBatch))
                    .Select(b => b == Math.Floor(b) ? (int)b : throw new InputException(FormattableString.Invariant($"--batches: value {b} is not a whole number")))],
                Peers = parse.GetValue(peers), Seed = choices.Seeds[0], Seeds = choices.Seeds.Count,
            };
            return Run(choices, plan, parse.GetRequiredValue(store), parse.GetValue(stored), parse.GetValue(document));
        });
        return command;
    }

    private static int Run(RunChoices choices, ResultsPlan plan, string store, bool stored, string? document)
    {
        if (document is not null && !document.EndsWith(".md", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--document: '{document}' must end in .md: a Markdown file; the trainings are written beside it as .csv");
        if (document is not null && Directory.Exists(document)) throw new InputException($"--document: '{document}' is a folder; name a file");
        if (document is not null && Path.GetDirectoryName(Path.GetFullPath(document)) is { } parent && !Directory.Exists(parent)) throw new InputException($"--document: folder '{parent}' does not exist");
        var study = ResultsStudy.Prepare(plan, choices.Library, choices.Settings);
        choices.AddTo(study.Record.Configuration);
        IReadOnlyList<ResultCell> cells = [];
        var older = document is not null && File.Exists(document) ? File.ReadAllText(document) : null;
        var tableText = "";
        var besides = document is null ? null : Path.ChangeExtension(document, ".csv");
        var known = File.Exists(besides) ? ResultsTable.Read(besides) : null;
        var path = StoreOption.Kept(store, () => Computation.Run(choices, study.Record, (folder, progress, cancellation) =>
        {
            cells = study.Run(new TrainingStore(store), known, stored, choices.Threads, progress, cancellation);
            tableText = ResultsTable.Trainings(cells);
            folder.Write("trainings.csv", tableText);
            folder.Write("accuracies.csv", ResultsTable.Accuracies(cells));
            folder.Write("results.md", ResultsDocument.Text(plan, cells, older, "trainings.csv"));
        }));
        if (document is not null)
        {
            // A part that is computed anew leaves the rest of the document where it is.
            var merged = known is null ? tableText : ResultsTable.Merged(tableText, File.ReadAllText(besides!));
            var all = ResultsTable.Cells(besides!, merged);
            Replace(besides!, merged);
            Replace(document, ResultsDocument.Text(plan.With(all), all, older, Path.GetFileName(besides)));
        }
        foreach (var c in cells)
            if (choices.Json)
                Console.WriteLine(JsonLine.Of(("event", "cell"), ("data", c.Task.Name), ("device", c.Device), ("algorithm", c.Rule), ("batch", c.Batch), ("learning_rate", c.Rate), ("peer", c.Peer?.Peer),
                    ("seeds", c.Seeds.Count), ("test_accuracy_mean", c.Accuracy?.Mean), ("test_accuracy_ci95", c.Accuracy?.HalfWidth)));
        if (choices.Json) Console.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
        else
        {
            var table = new TextTable("data", "device", "rule", "batch", "learning rate", "test (%)", "±", "seeds");
            foreach (var c in cells)
                table.Add(c.Task.Name, c.Device, c.Rule + (c.Peer is null ? "" : $" (as {c.Peer.Peer})"), c.Batch.ToString(CultureInfo.InvariantCulture), c.Rate.ToString("R", CultureInfo.InvariantCulture),
                    c.Accuracy is { } a ? (100 * a.Mean).ToString("F1", CultureInfo.InvariantCulture) : "diverged", c.Accuracy?.HalfWidth is { } h ? (100 * h).ToString("F1", CultureInfo.InvariantCulture) : "–", c.Seeds.Count.ToString(CultureInfo.InvariantCulture));
            table.Write(Console.Out);
            Console.WriteLine();
            if (document is not null) Console.WriteLine($"tables written to {document}, every training to {besides}");
            Console.WriteLine($"written to {path}");
        }
        return ExitCode.Done;
    }

    private static void Replace(string document, string text)
    {
        try
        {
            File.WriteAllText(document + ".tmp", text);
            File.Move(document + ".tmp", document, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--document: {document} cannot be written: {e.Message}", e);
        }
    }

    private static Option<string> Text(string name, string description, string help, string otherwise) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => otherwise };
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram crossbar program --weights W.csv</c></summary>
internal static class CrossbarProgramCommand
{
    private const string Name = "crossbar program";

    internal static Command Create()
    {
        var weights = new Option<string?>("--weights") { Description = "Wanted weights, numbers alone: a row per word line (input), a column per bit line (output), within the window of the cells (±1 are the ends of the used part). [default: none; needed]", HelpName = "W.csv" };
        var device = new Option<string>("--device") { Description = "Device: an id of models/devices or the path of a file.", HelpName = "DEVICE", DefaultValueFactory = _ => "lixwo3-lipon" };
        var array = new Option<string>("--array") { Description = "Array: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => "cmos-65" };
        var tolerance = NumberOption.RealOr("--tolerance", "Largest error that passes, in units of the window", "0.01", new Interval(0, 2, false, true));
        var budget = NumberOption.Whole("--budget", "Most pulses of a cell", WriteVerify.Default.Budget, 1, 100_000_000);
        var noise = NumberOption.RealOr("--read-noise", "Standard deviation of one reading of one cell, in units of the window", "0", Interval.Closed(0, 2));
        var burst = NumberOption.Whole("--burst", "Most pulses between two readings", WriteVerify.Default.Burst, 1, 1_000_000);
        var fit = new Option<bool>("--fit-window") { Description = "Divide weights beyond the window by a power of two instead of refusing them. [default: off]" };
        device.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device));
        array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        var options = new RunOptions(1, "Number of arrays: first seed, first seed + 1, …");
        var command = new ExplainedCommand("program", "Weights into cells by write and verify: errors, pulses, energy and time.",
            "ecram crossbar program --weights W.csv --device hxwo3-psg --tolerance 0.005 --budget 500", "ecram crossbar program --weights W.csv --device mo-ecram --read-noise 0.01 --seeds 5 --out programmed")
        {
            weights, device, array, tolerance, budget, noise, burst, fit,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var file = parse.GetValue(weights) ?? throw new InputException($"ecram {Name}: needs --weights FILE, a row per word line and a column per bit line");
            double Real(Option<string?> option, double otherwise) => parse.GetValue(option) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
            var how = new WriteVerify(Real(tolerance, WriteVerify.Default.Tolerance), parse.GetValue(budget), Real(noise, WriteVerify.Default.ReadNoise), parse.GetValue(burst));
            return Run(options.Read(parse), new ProgramPlan(file, parse.GetRequiredValue(device), parse.GetRequiredValue(array), how, parse.GetValue(fit)));
        });
        return command;
    }

    private static int Run(RunChoices choices, ProgramPlan plan)
    {
        var library = choices.Library();
        var files = new SolveFiles(choices.Stored);
        var prepared = ProgramStudy.Prepare(plan, files.Read(plan.Weights), library, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject
        {
            ["weights"] = plan.Weights, ["device"] = prepared.Array.Device!.Id, ["array"] = ModelLibrary.IdOf(plan.Array), ["tolerance"] = plan.How.Tolerance,
            ["budget"] = plan.How.Budget, ["read_noise"] = plan.How.ReadNoise, ["burst"] = plan.How.Burst, ["fit_window"] = plan.FitsWindow,
        };
        choices.AddTo(configuration);
        var models = library.Used.Concat(files.Documents()).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        var record = new RunRecord(Name, configuration, choices.Seeds, models, prepared.Parameters);
        ProgramStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
        {
            study = ProgramStudy.Run(prepared, choices.Seeds, progress, cancellation);
            study.Write(folder, record);
        });
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, ProgramStudy study, string path)
    {
        output.WriteLine($"{study.Weights.Rows} × {study.Weights.Columns} weights into {study.Array.Device!.Id}{(study.Scale == 1 ? "" : FormattableString.Invariant($", divided by {study.Scale}"))}; errors in units of the window");
        output.WriteLine();
        var table = new TextTable("seed", "within tolerance (%)", "mean error", "rms error", "largest", "pulses/cell", "rounds", "energy", "time");
        foreach (var (seed, r) in study.Results)
            table.Add(seed.ToString(CultureInfo.InvariantCulture), Engineering.Percent(r.Yield), Engineering.Significant(r.MeanError), Engineering.Significant(r.RootMeanSquareError), Engineering.Significant(r.LargestError),
                Engineering.Significant(r.MeanPulses), r.Rounds.ToString(CultureInfo.InvariantCulture), Engineering.WithUnit(r.Energy is null ? null : r.Bill?.Energy.Total ?? r.Energy, "J"), Engineering.Duration(r.Time));
        table.Write(output);
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, ProgramStudy study, string path)
    {
        foreach (var (seed, r) in study.Results)
            output.WriteLine(JsonLine.Of(("event", "array"), ("seed", seed), ("within_tolerance", r.Yield), ("error_rms", r.RootMeanSquareError), ("error_max", r.LargestError),
                ("pulses_mean", r.MeanPulses), ("energy_J", r.Energy is null ? null : r.Bill?.Energy.Total ?? r.Energy), ("time_s", r.Time)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram crossbar solve --resistances R.csv --inputs V.csv</c></summary>
internal static class CrossbarSolveCommand
{
    private const string Name = "crossbar solve";
    private const int AllNodes = int.MaxValue;

    internal static Command Create()
    {
        var resistances = File("--resistances", "Cells as resistances in ohm: a row per word line, a column per bit line, inf for an open cell. [default: none; this or --conductances is needed]");
        var conductances = File("--conductances", "Cells as conductances in S, 0 for an open cell. [default: none]");
        var inputs = File("--inputs", "Sources in V: a row per word line, a column per input vector. [default: none; needed]");
        var bits = File("--bit-voltages", "Sources of the bit lines in V: a row per bit line, a column per input vector, or one for all. [default: virtual ground, 0 V]");
        var word = OhmOption.Create("--word-resistance", "One segment of a word line", "0");
        var bit = OhmOption.Create("--bit-resistance", "One segment of a bit line", "0");
        var driver = OhmOption.Create("--driver-resistance", "Between a source and its word line", "0", "--driver");
        var sense = OhmOption.Create("--sense-resistance", "Between a bit line and its virtual ground", "0", "--sense");
        var twoSided = new Option<bool>("--two-sided") { Description = "Word lines are driven from both ends. [default: off, from the left]" };
        var twoSidedSense = new Option<bool>("--two-sided-sense") { Description = "Bit lines are sensed at both ends. [default: off, at the last row]" };
        var floatingWords = LineList.Create("--floating-words", "Word lines that no driver touches");
        var floatingBits = LineList.Create("--floating-bits", "Bit lines that no sense circuit touches");
        var pairs = new Option<bool>("--pairs") { Description = "Bit lines 1 and 2, 3 and 4, … are pairs on the same word lines: their differences go to I_pair.csv. [default: off]" };
        var sinh = QuantityOption.Optional("--sinh", "Cells follow G v0 sinh(v/v0) with this v0", "none, ohmic cells", Dimension.Volt, Interval.Closed(0.01, 100));
        var threshold = QuantityOption.Optional("--threshold", "Selectors in all cells open at this voltage", "none, ohmic cells", Dimension.Volt, new Interval(0, 100, false, true));
        var ratio = NumberOption.RealOr("--on-off-ratio", "Conductance above the threshold over that below it", "1000", Interval.Closed(1, 1e9));
        var tolerance = NumberOption.RealOr("--tolerance", "Error of node voltages, relative to the largest source", "1e-12", Interval.Closed(1e-14, 1e-2));
        var nodes = NumberOption.WholeOr("--nodes", "Input vectors whose node voltages are written, first ones first", "all", 0);
        var options = new RunOptions();
        var command = new ExplainedCommand("solve", "Node voltages, currents and powers of an array with its wires; CSV, heat map of the voltage drop, report.",
            "ecram crossbar solve --resistances R.csv --inputs V.csv --word-resistance 1 --bit-resistance 1",
            "ecram crossbar solve --conductances G.csv --inputs V.csv --word-resistance 2 --bit-resistance 1 --driver 100 --two-sided --out driven",
            "ecram crossbar solve --resistances R.csv --inputs V.csv --bit-voltages B.csv --threshold \"0.6 V\" --floating-words 3,5-7")
        {
            resistances, conductances, inputs, bits, word, bit, driver, sense, twoSided, twoSidedSense, floatingWords, floatingBits, pairs, sinh, threshold, ratio, tolerance, nodes,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var choices = options.Read(parse);
            var (r, g) = (parse.GetValue(resistances), parse.GetValue(conductances));
            if (r is null == g is null) throw new InputException($"ecram {Name}: needs either --resistances FILE or --conductances FILE{(r is null ? "" : ", not both")}");
            var v = parse.GetValue(inputs) ?? throw new InputException($"ecram {Name}: needs --inputs FILE, a row per word line and a column per input vector");
            var (v0, selector) = (parse.GetValue(sinh), parse.GetValue(threshold));
            if (v0 is not null && selector is not null) throw new InputException("--sinh and --threshold: choose one law of the cells");
            string Texts(Option<string> option) => parse.GetRequiredValue(option);
            var wiring = new Wiring(OhmOption.Value(Texts(word)), OhmOption.Value(Texts(bit)))
            {
                DriverResistance = OhmOption.Value(Texts(driver)), SenseResistance = OhmOption.Value(Texts(sense)),
                WordEnds = parse.GetValue(twoSided) ? LineEnds.Both : LineEnds.First, BitEnds = parse.GetValue(twoSidedSense) ? LineEnds.Both : LineEnds.Last,
                FloatingWords = LineList.Parse("--floating-words", Texts(floatingWords)), FloatingBits = LineList.Parse("--floating-bits", Texts(floatingBits)),
            };
            double Real(Option<string?> option, double otherwise) => parse.GetValue(option) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
            ICellLaw? law = v0 is not null ? new SinhCell(QuantityOption.Value(v0, Dimension.Volt))
                : selector is not null ? new ThresholdCell(QuantityOption.Value(selector, Dimension.Volt), Real(ratio, 1000), 0.02 * QuantityOption.Value(selector, Dimension.Volt)) : null;
            var configuration = new JsonObject();
            foreach (var option in command.Options)
                if (parse.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false } && !IsAboutTheRun(option.Name))
                    configuration[option.Name.TrimStart('-').Replace('-', '_')] = option is Option<bool> ? true : parse.GetResult(option)!.Tokens[0].Value;
            foreach (var option in new[] { word, bit, driver, sense }) configuration[option.Name.TrimStart('-').Replace('-', '_')] = Texts(option);
            var files = new SolveFiles(choices.Stored);
            var cells = files.Read((r ?? g)!);
            var problem = SolveProblem.Of(wiring, cells, r is not null, files.Read(v), parse.GetValue(bits) is { } b ? files.Read(b) : null, law, Real(tolerance, NodalSolver.DefaultTolerance));
            if (parse.GetValue(pairs)) problem = problem.OfPairs(cells.Name);
            return Run(choices, problem, configuration, files, parse.GetValue(nodes) ?? AllNodes);
        });
        return command;
    }

    private static int Run(RunChoices choices, SolveProblem problem, JsonObject configuration, SolveFiles files, int nodes)
    {
        choices.CheckSettings(choices.Library());
        choices.AddTo(configuration);
        var record = new RunRecord(Name, configuration, choices.Seeds, files.Documents(), []);
        SolveStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
        {
            study = SolveStudy.Of(problem, choices.Threads, progress, cancellation);
            study.Write(folder, record, nodes, cancellation);
        });
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, SolveStudy study, string path)
    {
        const int most = 20;
        output.WriteLine(FormattableString.Invariant($"{study.Problem.Rows} word lines, {study.Problem.Columns} bit lines, {study.Solutions.Count} input{(study.Solutions.Count == 1 ? "" : "s")}"));
        output.WriteLine();
        var table = new TextTable("input", "sum of currents", "without wires", "power in", "in cells", "in wires", "iterations", "error, V");
        foreach (var (k, s) in study.Solutions.Index().Take(most))
            table.Add((k + 1).ToString(CultureInfo.InvariantCulture), Engineering.WithUnit(s.BitCurrents.Sum(), "A"), Engineering.WithUnit(Enumerable.Range(0, study.Problem.Columns).Sum(j => study.IdealCurrent(k, j)), "A"),
                Engineering.WithUnit(s.SourcePower, "W"), Engineering.WithUnit(s.CellPower, "W"), Engineering.WithUnit(s.WirePower, "W"), s.Iterations.ToString(CultureInfo.InvariantCulture), s.ErrorEstimate.ToString("0.#e0", CultureInfo.InvariantCulture));
        table.Write(output);
        if (study.Solutions.Count > most) output.WriteLine($"… and {study.Solutions.Count - most} more in power.csv");
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, SolveStudy study, string path)
    {
        foreach (var (k, s) in study.Solutions.Index())
            output.WriteLine(JsonLine.Of(("event", "input"), ("input", k + 1), ("current_A", s.BitCurrents.Sum()), ("source_power_W", s.SourcePower), ("cell_power_W", s.CellPower),
                ("wire_power_W", s.WirePower), ("iterations", s.Iterations), ("voltage_error_V", s.ErrorEstimate)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    // Options of every run, which RunChoices puts into the record itself or which decide no number.
    private static bool IsAboutTheRun(string name) => name is "--out" or "--force" or "--config" or "--set" or "--models" or "--quiet" or "--json" or "--seed" or "--seeds" or "--threads" or "--help" or "-h";

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE.csv" };
}

using System.CommandLine;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Laws;
using EcramSim.Studies.Fit.Reading;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram fit PULSES.csv</c></summary>
internal static class FitCommand
{
    private const string Name = "fit";

    internal static Command Create()
    {
        var pulses = new Argument<string?>("PULSES") { HelpName = "PULSES.csv", Description = "File of measured pulses: long, columns up and down, or one column per cycle; conductance, current, resistance or normalised.", Arity = ArgumentArity.ZeroOrOne };
        var readVoltage = QuantityOption.Optional("--read-voltage", "Voltage at which currents were read", "none; needed for files of currents", Dimension.Volt, Interval.Closed(-100, 100));
        var unit = new Option<string?>("--unit") { Description = "Unit of values whose column names none, such as uS or nA. [default: none, normalised]", HelpName = "UNIT" };
        var direction = Choice("--direction", "Where the direction of a pulse comes from", "auto", "auto", "column", "voltage", "extrema");
        var retention = new Option<string?>("--retention") { Description = "A record of time and conductance after a write: relaxation and convergence point. [default: none]", HelpName = "FILE" };
        var level = Choice("--level", "What is fitted: an update law, or a cell of given materials", "law", "law", "physics");
        var law = Choice("--law", "Update law; auto chooses by the criterion", "auto", ["auto", .. StepForms.Names]);
        var criterion = Choice("--criterion", "What chooses among laws", "bic", "bic", "aic");
        var stack = new Option<string?>("--stack") { Description = "Physical device that a fit of physics begins with: id or path. [default: none; needed for --level physics]", HelpName = "DEVICE" };
        var host = Material("--host", "Host of the channel in its place");
        var electrolyte = Material("--electrolyte", "Electrolyte in its place");
        var gate = Material("--gate", "Host of the gate in its place");
        var free = new Option<string[]>("--free")
        {
            Description = $"What a fit of physics moves, repeatable: {string.Join(", ", FitStudy.FreeQuantities)}. [default: exchange_current resistance thickness]", HelpName = "QUANTITY", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [],
        };
        free.CompletionSources.Add(FitStudy.FreeQuantities.ToArray());
        stack.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device));
        var template = new Option<string?>("--template") { Description = $"Print an example file and end: {string.Join(", ", PulseTemplate.Names)}; long without a name. [default: off]", HelpName = "FORM", Arity = ArgumentArity.ZeroOrOne };
        template.CompletionSources.Add(PulseTemplate.Names.ToArray());
        var options = new RunOptions();
        var command = new ExplainedCommand(Name, "Measured potentiation and depression to a device file: update law or cell, intervals, residuals, report.",
            "ecram fit pulses.csv", "ecram fit currents.csv --read-voltage \"0.1 V\" --retention relax.csv --out mine", "ecram evaluate mine/device.json ideal",
            "ecram fit pulses.csv --level physics --stack lixwo3-lipon --free exchange_current --free thickness", "ecram fit --template columns > pulses.csv")
        {
            pulses, readVoltage, unit, direction, retention, level, law, criterion, stack, host, electrolyte, gate, free, template,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            if (parse.GetResult(template) is { Implicit: false })
            {
                Console.Out.Write(PulseTemplate.Text(parse.GetValue(template) ?? "long"));
                return ExitCode.Done;
            }
            var file = parse.GetValue(pulses) ?? throw new InputException($"ecram {Name}: needs PULSES.csv, a file of measured pulses; --template prints an example");
            var text = parse.GetValue(readVoltage);
            double? voltage = text is null ? null : QuantityOption.Value(text, Dimension.Volt);
            if (voltage == 0) throw new InputException("--read-voltage: 0 V reads no conductance");
            var rule = parse.GetRequiredValue(direction) switch { "column" => DirectionRule.Column, "voltage" => DirectionRule.Voltage, "extrema" => DirectionRule.Extrema, _ => DirectionRule.Automatic };
            var plan = new FitPlan(file, new PulseReading(voltage, parse.GetValue(unit) ?? "", rule))
            {
                Level = parse.GetRequiredValue(level), Criterion = parse.GetRequiredValue(criterion), Law = parse.GetRequiredValue(law) is var l && l != "auto" ? l : null,
                Retention = parse.GetValue(retention), Stack = parse.GetValue(stack), Host = parse.GetValue(host), Electrolyte = parse.GetValue(electrolyte), Gate = parse.GetValue(gate),
                Free = parse.GetRequiredValue(free),
            };
            var configuration = new JsonObject { ["pulses"] = file, ["direction"] = parse.GetRequiredValue(direction), ["level"] = plan.Level, ["law"] = parse.GetRequiredValue(law), ["criterion"] = plan.Criterion };
            foreach (var (key, value) in new[] { ("read_voltage", text), ("unit", parse.GetValue(unit)), ("retention", plan.Retention), ("stack", plan.Stack), ("host", plan.Host), ("electrolyte", plan.Electrolyte), ("gate", plan.Gate) })
                if (value is not null) configuration[key] = value;
            if (plan.Free.Count > 0) configuration["free"] = new JsonArray([.. plan.Free.Select(f => (JsonNode)f)]);
            return Run(options.Read(parse), plan, configuration);
        });
        return command;
    }

    private static int Run(RunChoices choices, FitPlan plan, JsonObject configuration)
    {
        if (plan.Level == "law" && (plan.Free.Count > 0 || (plan.Stack ?? plan.Host ?? plan.Electrolyte ?? plan.Gate) is not null))
            throw new InputException("--stack, --host, --electrolyte, --gate and --free belong to --level physics");
        var library = choices.Library();
        plan = plan with { Texts = FitStudy.StoredTexts(choices.Stored) };
        var data = plan.Data();
        choices.AddTo(configuration);
        FitStudy? study = null;
        var record = FitStudy.Record(Name, plan, configuration, choices.Seeds, library, choices.Settings);
        choices.CheckSettings(library);
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
        {
            study = FitStudy.Of(plan, data, library, choices.Settings, progress, cancellation);
            study.Write(folder, record);
        });
        if (choices.Json) FitOutput.WriteJson(Console.Out, study!, path);
        else FitOutput.WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static Option<string?> Material(string name, string description) => new(name) { Description = $"{description}, an id. [default: that of --stack]", HelpName = "ID" };

    private static Option<string> Choice(string name, string description, string otherwise, params string[] valid)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(", ", valid)}.", HelpName = "NAME", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!valid.Contains(token.Value)) result.AddError(InputException.UnknownName(name, "value", token.Value, valid).Message);
        });
        option.CompletionSources.Add(valid);
        return option;
    }
}

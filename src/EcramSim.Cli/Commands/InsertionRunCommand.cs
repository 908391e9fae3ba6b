using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;
using EcramSim.Studies.Insertion;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram insertion run CASE</c></summary>
internal static class InsertionRunCommand
{
    internal static Command Create()
    {
        var argument = ModelArgument.One("CASE", "The case: id of a shipped one, or path of its file.", ModelKind.Case);
        var options = new RunOptions();
        var command = new ExplainedCommand("run", "One particle or film through a protocol: curve, profiles, figures.",
            "ecram insertion run lifepo4-platelet", "ecram insertion run ./my-case.json --out result",
            "ecram insertion run lixcoo2-film --set case.geometry.thickness=\"60 nm\" --set material.diffusion.diffusivity=\"1e-15 m2/s\"")
        {
            argument,
        };
        options.AddTo(command);
        command.SetAction(parse => Run(options.Read(parse), parse.GetRequiredValue(argument)));
        return command;
    }

    private static int Run(RunChoices choices, string id)
    {
        var library = choices.Library();
        var one = InsertionCase.Load(library, id, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject { ["case"] = one.Id };
        choices.AddTo(configuration);
        var record = new RunRecord("insertion run", configuration, choices.Seeds, library.Used, one.Parameters);

        CaseStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) => study = CaseStudy.Run(one, record, folder, progress, cancellation));
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        if (study!.IsComplete) return ExitCode.Done;
        // The curve is there as far as it goes; a reason of physics is a result, a failure of the numbers is not.
        if (study.Results[^1].Termination is not (Termination.IntegrationFailed or Termination.NoFirstState)) return ExitCode.Done;
        Console.Error.WriteLine($"{one.Id}: step {study.Results.Count}: {study.Results[^1].Explanation}");
        return ExitCode.Failed;
    }

    private static void WriteText(TextWriter output, CaseStudy study, string path)
    {
        output.WriteLine($"{study.Case.Id}: {study.Case.Title}");
        output.WriteLine();
        var table = new TextTable("step", "from, s", "to, s", "filling", "voltage, V", "ended");
        for (var k = 0; k < study.Results.Count; k++)
        {
            var result = study.Results[k];
            var last = result.Points is [.., var point] ? point : default;
            table.Add(Text(k + 1, "F0"), Text(study.Begins[k], "G6"), Text(study.Begins[k] + last.Time, "G6"),
                Text(study.Case.Shape.Particle.MeanFilling([.. result.State]), "F6"), Text(last.Voltage, "F5"), result.Explanation);
        }
        table.Write(output);
        output.WriteLine();
        if (study.Results.Count < study.Case.Steps.Count) output.WriteLine($"the protocol ended after step {study.Results.Count} of {study.Case.Steps.Count}");
        if (study.NoImpedance.Length > 0) output.WriteLine($"no impedance: {study.NoImpedance}");
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, CaseStudy study, string path)
    {
        for (var k = 0; k < study.Results.Count; k++)
        {
            var result = study.Results[k];
            output.WriteLine(JsonLine.Of(("event", "step"), ("case", study.Case.Id), ("step", k + 1), ("begin_s", study.Begins[k]), ("filling", study.Case.Shape.Particle.MeanFilling([.. result.State])),
                ("charge_passed", result.ChargePassed), ("closure_error", result.ClosureError), ("ended", result.Termination.ToString()), ("why", result.Explanation)));
        }
        if (study.NoImpedance.Length > 0) output.WriteLine(JsonLine.Of(("event", "no impedance"), ("why", study.NoImpedance)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

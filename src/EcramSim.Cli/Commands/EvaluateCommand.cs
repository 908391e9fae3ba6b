using System.CommandLine;
using EcramSim.Cli.Options;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram evaluate [DEVICE…]</c></summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        string[] baselines = [.. Hardware.Baselines.Select(b => b.Name)];
        var devices = ModelArgument.Several("DEVICES", "DEVICE",
            $"Devices (ids or paths) and baselines ({string.Join(", ", baselines)}) to compare. [default: all but devices whose file says default_evaluation false]", ModelKind.Device, baselines);
        var training = new TrainingOptions();
        var causes = new Option<bool>("--causes")
        {
            Description = "Train each device again with one non-ideality taken away at a time, on the first seed: what explains their order; --causes=false leaves that out.",
            DefaultValueFactory = _ => true,
        };
        var checkpoints = new CheckpointOptions(FollowsTrainings: true);
        var options = new RunOptions(3, "Number of seeds: first seed, first seed + 1, …");
        var command = new ExplainedCommand("evaluate", "Train one network on every device and baseline; table, figures, report.",
            "ecram evaluate", "ecram evaluate ./my-device.json ideal mo-ecram --seeds 5", "ecram evaluate lixwo3-lipon --epochs 2 --first 500 --seeds 1 --out quick",
            "ecram evaluate --config quick/run.json --out again", "ecram evaluate --resume runs/evaluate-1a2b3c4d")
        {
            devices,
        };
        training.AddTo(command);
        command.Add(causes);
        checkpoints.AddTo(command);
        options.AddTo(command);
        command.SetAction(parse => EvaluationCourse.Run(options.Read(parse), checkpoints.Read(parse),
            training.Read(parse) with { Command = "evaluate", Devices = parse.GetRequiredValue(devices), Causes = parse.GetValue(causes) }));
        return command;
    }
}

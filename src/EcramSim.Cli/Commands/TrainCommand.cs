using System.CommandLine;
using EcramSim.Cli.Options;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram train --device --network --data --epochs --lr --batch --algorithm</c></summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        string[] baselines = [.. Hardware.Baselines.Select(b => b.Name)];
        var device = new Option<string>("--device")
        {
            Description = $"Device (id or path) or baseline ({string.Join(", ", baselines)}).", HelpName = "DEVICE", DefaultValueFactory = _ => "float32",
        };
        device.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device, baselines));
        device.Aliases.Add("--devices");
        var without = new Option<string[]>("--without")
        {
            Description = $"Take a non-ideality away from the device, several times for several: {string.Join(", ", Removal.All.Select(r => r.Name))}. [default: none]",
            HelpName = "NAME",
        };
        without.CompletionSources.Add(Removal.All.Select(r => r.Name.Replace(' ', '-')).ToArray());
        var weights = new Option<string?>("--weights")
        {
            Description = "Start from these weights instead of drawn ones: a safetensors file named as the state dictionary of the network (layer1.weight, layer1.bias, …), such as a training here or PyTorch writes. [default: none]",
            HelpName = "FILE",
        };
        var training = new TrainingOptions();
        var checkpoints = new CheckpointOptions(FollowsTrainings: true);
        var options = new RunOptions(1, "Number of seeds: first seed, first seed + 1, …");
        var command = new ExplainedCommand("train", "Train one network on one device or baseline, epoch by epoch.",
            "ecram train --device lixwo3-lipon", "ecram train --device mo-ecram --epochs 40 --checkpoint-every 500", "ecram train --resume runs/train-1a2b3c4d", "ecram train --device mo-ecram --without asymmetry --without cycle-noise", "ecram train --device ideal --network fashion-mlp --data fashion-mnist --first 10000 --epochs 3 --lr 0.05 --batch 8 --algorithm sgd --seeds 3")
        {
            device, without, weights,
        };
        training.AddTo(command);
        checkpoints.AddTo(command);
        options.AddTo(command);
        command.SetAction(parse => EvaluationCourse.Run(options.Read(parse), checkpoints.Read(parse),
            training.Read(parse) with { Command = "train", Devices = [parse.GetRequiredValue(device)], Without = parse.GetValue(without) ?? [], Weights = parse.GetValue(weights), Causes = false }));
        return command;
    }
}

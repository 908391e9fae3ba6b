using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Options;

/// <summary>The options that say what is trained and how: shared by <c>evaluate</c> and <c>train</c>.</summary>
internal sealed record TrainingOptions
{
    private const string Auto = "auto";

    private readonly Option<string> _network = new("--network")
    {
        Description = "Network: an id of models/networks or the path of a file.", HelpName = "NETWORK", DefaultValueFactory = _ => "digits-mlp",
    };
    private readonly Option<string> _array;
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Data set ({string.Join(", ", ImageDataset.Names)}) or a folder with its files. [default: the network's; digits-mlp: digits]", HelpName = "DATA",
    };
    private readonly Option<int?> _first = NumberOption.WholeOr("--first", "Train on the first N images only", "all of them; digits: 3823", 1);
    private readonly Option<string> _algorithm = new("--algorithm")
    {
        Description = $"Training rule: {string.Join(", ", TrainingRules.Names)}; parameters after a colon (tiki-taka-v2:transfer_rate=0.1,kept=0.2).", HelpName = "RULE", DefaultValueFactory = _ => "sgd",
    };
    private readonly Option<string?> _scaling = new("--scaling")
    {
        Description = "Weights of cells from first weights: fit divides a layer by a digital power of two until they lie within 0.6 of the window, fit-outputs each output; omega:X brings the largest to X of the window, omega-outputs:X that of each output; none leaves them. [default: the device file's, or else fit]",
        HelpName = "NAME",
    };
    private readonly Option<string[]> _effects = new("--hardware-aware")
    {
        Description = $"What training reads instead of clean weights, on exact or ideal, several times for several: {string.Join(", ", HardwareEffects.Names)}, with parameters after a colon (weight-noise:sigma=0.05); none. [default: the network file's]",
        HelpName = "EFFECT",
    };
    private readonly Option<string[]> _digital = new("--digital-layers") { Description = "Name of a layer that stays digital, with * and ?; several times for several. [default: none]", HelpName = "NAME" };
    private readonly Option<string[]> _layers = new("--layer-devices")
    {
        Description = "Another device (id or path) or baseline for a layer, LAYER=DEVICE, the layer with * and ?; several times for several, the first that matches counts; float32 leaves it digital. [default: none]", HelpName = "LAYER=DEVICE",
    };
    private readonly Option<string> _bias = new("--bias")
    {
        Description = "Biases: digital, or analog: one more column of cells, driven by the constant 1.", HelpName = "WHERE", DefaultValueFactory = _ => "digital",
    };
    private readonly Option<string?> _range = NumberOption.RealOr("--input-range", "First range of the inputs, learned by every layer, a pure number; managed: the largest of each vector", "managed", new Interval(0, double.PositiveInfinity, false, false), "managed");
    private readonly Option<string> _outputScale = new("--output-scale")
    {
        Description = "Digital factor of each output on top of the scaling: fixed at 1, or learned.", HelpName = "HOW", DefaultValueFactory = _ => "fixed",
    };
    private readonly bool _choosesConversion;
    private readonly Option<int?> _epochs;
    private readonly Option<int?> _batch;
    private readonly Option<string?> _rate;

    internal TrainingOptions(string array = "default", bool choosesConversion = true)
    {
        _choosesConversion = choosesConversion;
        _array = new Option<string>("--array")
        {
            Description = "Array with its converters and pulse trains: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => array,
        };
        var shipped = Shipped();
        _epochs = NumberOption.WholeOr("--epochs", "Passes over the training images", FromNetwork(shipped, n => n.Training.Epochs), 1, TrainingDefaults.MostEpochs);
        _batch = NumberOption.WholeOr("--batch", "Images per step", FromNetwork(shipped, n => n.Training.Batch), 1, TrainingDefaults.LargestBatch);
        _rate = NumberOption.RealOr("--lr", "Learning rate, a pure number; auto: the best of five on the validation part, a tenth of the budget each", $"the device file's, or else {FromNetwork(shipped, n => n.Training.LearningRate)}", TrainingDefaults.Rates, Auto);
        _rate.Aliases.Add("--learning-rate");
        _network.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Network));
        _array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        _data.CompletionSources.Add(ImageDataset.Names.ToArray());
        _algorithm.CompletionSources.Add(TrainingRules.Names.ToArray());
        _scaling.CompletionSources.Add(WeightScaling.Names.ToArray());
        _effects.CompletionSources.Add(HardwareEffects.Names.Append("none").ToArray());
        _bias.AcceptOnlyFromAmong("digital", "analog");
        _outputScale.AcceptOnlyFromAmong("fixed", "learned");
    }

    internal void AddTo(Command command)
    {
        command.Add(_network);
        command.Add(_array);
        command.Add(_data);
        command.Add(_first);
        command.Add(_epochs);
        command.Add(_rate);
        command.Add(_batch);
        command.Add(_algorithm);
        command.Add(_scaling);
        command.Add(_layers);
        if (!_choosesConversion) return;
        command.Add(_effects);
        command.Add(_digital);
        command.Add(_bias);
        command.Add(_range);
        command.Add(_outputScale);
    }

    /// <summary>Whether the person named a network; else the default stands.</summary>
    internal bool NamesNetwork(ParseResult parse) => parse.GetResult(_network) is { Implicit: false };

    internal EvaluationPlan Read(ParseResult parse)
    {
        var rate = parse.GetValue(_rate);
        var plan = Chosen(parse, rate);
        return !_choosesConversion ? plan : plan with
        {
            HardwareAware = parse.GetValue(_effects) is { Length: > 0 } effects ? effects : null,
            DigitalLayers = parse.GetValue(_digital) ?? [],
            AnalogBias = parse.GetRequiredValue(_bias) == "analog",
            InputRange = parse.GetValue(_range) is { } range && range != "managed" ? double.Parse(range, CultureInfo.InvariantCulture) : null,
            LearnsOutputScale = parse.GetRequiredValue(_outputScale) == "learned",
        };
    }

    private EvaluationPlan Chosen(ParseResult parse, string? rate) =>
        new()
        {
            Network = parse.GetRequiredValue(_network),
            Array = parse.GetRequiredValue(_array),
            Data = parse.GetValue(_data),
            First = parse.GetValue(_first),
            Algorithm = parse.GetRequiredValue(_algorithm),
            Scaling = parse.GetValue(_scaling),
            LayerDevices = parse.GetValue(_layers) ?? [],
            Epochs = parse.GetValue(_epochs),
            Batch = parse.GetValue(_batch),
            SearchLearningRate = rate == Auto,
            LearningRate = rate is null or Auto ? null : double.Parse(rate, CultureInfo.InvariantCulture),
        };

    // Numbers for the help; a broken file is told when it is used, not here.
    private static Network[] Shipped()
    {
        try
        {
            var library = ModelLibrary.Shipped();
            return [.. library.Ids(ModelKind.Network).Select(id => Network.Read(library, id))];
        }
        catch (InputException)
        {
            return [];
        }
    }

    private static string FromNetwork<T>(Network[] shipped, Func<Network, T> value) where T : IFormattable =>
        $"the network file's; {string.Join(", ", shipped.Select(n => $"{n.Id}: {value(n).ToString(null, CultureInfo.InvariantCulture)}"))}";
}

using EcramSim.Insertion.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>From digital models to analog ones and back.</summary>
public static class Analog
{
    /// <summary>
    /// The model with its layers on tiles: <see cref="Linear"/>, <see cref="Convolution"/> (not transposed), <see cref="RNN"/>, <see cref="LSTM"/>, <see cref="GRU"/> and <see cref="MultiheadAttention"/>,
    /// alone, in a Sequential, in a ModuleList or in fields of modules of one's own. A Sequential is made anew and the one given stays as it is; a module of one's own
    /// keeps its place: its children are exchanged in it. All other modules are taken over, shared with the model given. Names stay, so state dictionaries have equal keys.
    /// </summary>
    /// <exception cref="InputException">Weights outside the window of the cells; an override that matches no layer.</exception>
    /// <exception cref="ArgumentException">A layer or a field that cannot be exchanged, with what helps.</exception>
    public static nn.Module<Tensor, Tensor> Convert(nn.Module<Tensor, Tensor> model, AnalogOptions options) => (nn.Module<Tensor, Tensor>)Convert((nn.Module)model, options);

    /// <summary>As the other, for models that read or return something else than one tensor.</summary>
    public static nn.Module Convert(nn.Module model, AnalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        CheckOverrides(model, options);
        return new ModuleExchange((module, name) => IsLayer(module) && options.For(name) is { } own ? OnTiles(module, name.Length == 0 ? Alone(module) : name.Replace('.', '/'), own with { Array = own.Array.Of(name) }) : Whole(module)).In(model, "");
    }

    /// <summary>The model with every analog layer replaced by a digital one of the same weights, as the cells hold them now, and the same outputs as its tiles would read without converters and noise.</summary>
    /// <exception cref="ArgumentException">A field that cannot hold a digital layer.</exception>
    public static nn.Module<Tensor, Tensor> ToDigital(nn.Module<Tensor, Tensor> model) => (nn.Module<Tensor, Tensor>)ToDigital((nn.Module)model);

    /// <summary>As the other, for models that read or return something else than one tensor.</summary>
    public static nn.Module ToDigital(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModuleExchange((module, _) => DigitalLayer.Of(module)).In(model, "");
    }

    /// <summary>All analog layers of a model, in the order of its modules.</summary>
    public static IReadOnlyList<AnalogLinear> Layers(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.modules().Prepend(model).Distinct().SelectMany(Own).Distinct()];

        static IReadOnlyList<AnalogLinear> Own(nn.Module module) => module switch
        {
            AnalogLinear layer => [layer],
            IAnalogModule several => several.Layers,
            _ => [],
        };
    }

    /// <summary>The names of the layers that <see cref="Convert(nn.Module, AnalogOptions)"/> would put on tiles, as in state dictionaries; "" for the model itself.</summary>
    public static IReadOnlyList<string> Convertible(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var all = model.named_modules().Prepend(("", model)).Where(m => IsLayer(m.Item2)).ToList();
        // The output projection of an attention may be a layer of its own there; it goes with the whole.
        return [.. all.Select(m => m.Item1).Where(name => !all.Any(o => o.Item2 is MultiheadAttention && (o.Item1.Length == 0 ? name.Length > 0 : name.StartsWith(o.Item1 + ".", StringComparison.Ordinal))))];
    }

    /// <summary>Sets the input range of every layer that has one from data: the magnitude that holds a share of the inputs.</summary>
    /// <param name="model">Converted with <see cref="AnalogOptions.InputRange"/>.</param>
    /// <param name="run">Runs the model on the data, without gradients, in evaluation.</param>
    /// <param name="share">Of the inputs of each layer, in (0, 1]; 1 is their largest magnitude.</param>
    /// <returns>Name of the tile and range, one per layer.</returns>
    public static IReadOnlyList<(string Layer, double Range)> Calibrate(nn.Module model, Action run, double share = 0.999)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(run);
        if (!(share is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "must be in (0, 1]");
        AnalogLinear[] layers = [.. Layers(model).Where(l => l.Range is not null)];
        var training = model.training;
        model.eval();
        foreach (var layer in layers) layer.BeginRecording();
        try
        {
            using var quiet = no_grad();
            run();
        }
        finally
        {
            foreach (var layer in layers) layer.EndRecording(share);
            model.train(training);
        }
        return [.. layers.Select(l => (l.GetName(), l.Range!.Value))];
    }

    private static bool IsLayer(nn.Module module) => module is Linear or Convolution { transposed: false } or RNN or LSTM or GRU or MultiheadAttention;

    // An attention that stays digital stays whole: its parts are none of ours.
    private static nn.Module? Whole(nn.Module module) => IsLayer(module) || module is IAnalogModule or AnalogLinear ? module : null;

    private static string Alone(nn.Module module) => module switch { Linear => "linear", Convolution => "convolution", MultiheadAttention => "attention", _ => "recurrent" };

    private static nn.Module OnTiles(nn.Module module, string name, AnalogOptions options)
    {
        nn.Module made = module switch
        {
            Linear linear => new AnalogLinear(linear, name, options),
            Convolution convolution => new AnalogConv(convolution, name, options),
            LSTM lstm => new AnalogLSTM(lstm, name, options, ModuleProbe.BatchFirst(lstm, x => (lstm.call(x).Item1, lstm.call(x).Item2), name)),
            GRU gru => new AnalogGRU(gru, name, options, ModuleProbe.BatchFirst(gru, x => gru.call(x), name)),
            RNN rnn => new AnalogRNN(rnn, name, options, ModuleProbe.NonLinearity(rnn, name), ModuleProbe.BatchFirst(rnn, x => rnn.call(x), name)),
            MultiheadAttention attention => new AnalogMultiheadAttention(attention, ModuleProbe.Heads(attention, name), name, options),
            _ => throw new InvalidOperationException($"{module.GetType()} is no layer"),
        };
        made.train(module.training);
        return made;
    }

    private static void CheckOverrides(nn.Module model, AnalogOptions options)
    {
        var names = Convertible(model);
        options.Array.CheckLayers(names);
        foreach (var o in options.Overrides)
            if (!names.Any(o.Matches)) throw InputException.UnknownName("layers by name", "layer", o.Pattern, names);
    }
}

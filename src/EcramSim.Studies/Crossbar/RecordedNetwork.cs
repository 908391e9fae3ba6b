using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Learning.Data;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Studies.Crossbar;

/// <summary>
/// A trained network on tiles whose ranged stages are open and record, each layer by itself: inputs forward, and backward the gradients of the cross-entropy of each sample. All kinds
/// of layers; what several tiles of one layer see counts as one.
/// </summary>
internal sealed class RecordedNetwork : IDisposable
{
    // Small enough to be interrupted soon.
    private const int Chunk = 10;

    private readonly nn.Module<Tensor, Tensor> _model;

    internal RecordedNetwork(Network network, byte[] weights, Func<string, Hardware> cells, ArrayOptions array, IReadOnlyList<(bool IsInput, int Index)> ranged, ulong seed, WeightScaling? scaling = null)
    {
        var digital = network.Build(seed);
        FirstWeights.Of($"trained {network.Id}", weights).Into(digital);
        digital.eval();
        var names = Analog.Convertible(digital);
        Layers = [.. names.Where(name => cells(name) != Hardware.Exact && cells(name) != Hardware.Float32).Select(name => (name, ranged.Select(_ => new RecordingStage()).ToArray()))];
        _model = Analog.Convert(digital, new AnalogOptions(null, array, seed)
        {
            // What a few cells of a spread device cannot hold changes no range.
            Overrides =
            [
                .. Layers.Select(l => new LayerOverride(l.Name, new AnalogOptions(cells(l.Name).Device, Open(array, ranged, l.Recorders), seed) { Clip = true, Scaling = scaling ?? WeightScaling.Fit })),
                .. names.Where(name => cells(name) == Hardware.Exact).Select(name => new LayerOverride(name, AnalogOptions.Exact with { Scaling = WeightScaling.None })),
                .. names.Where(name => cells(name) == Hardware.Float32).Select(name => new LayerOverride(name, null)),
            ],
        });
    }

    /// <summary>Every layer behind converters with a recorder per ranged stage, first layer first.</summary>
    internal IReadOnlyList<(string Name, RecordingStage[] Recorders)> Layers { get; }

    /// <summary>Takes over what the cells of other tiles of the same layers hold now.</summary>
    internal void Hold(IReadOnlyList<AnalogLinear> layers)
    {
        foreach (var (mine, its) in Analog.Layers(_model).Zip(layers)) StateExchange.Restore(mine.Tile, StateExchange.Save(its.Tile), mine.GetName());
    }

    /// <summary>Runs the first samples of a set forward.</summary>
    internal void Read(LabelledImages samples, int count)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Turn(backward: false);
        using var x = tensor((float[])[.. Enumerable.Range(0, count).SelectMany(i => samples[i].ToArray())], [count, samples.Pixels]);
        _model.call(x);
    }

    /// <summary>Runs the first samples of a set forward and back.</summary>
    internal void Run(LabelledImages samples, int count, Action<int> done, CancellationToken cancellation)
    {
        var layers = Analog.Layers(_model);
        for (var first = 0; first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int[] chosen = [.. Enumerable.Range(first, Math.Min(Chunk, count - first))];
            using var x = tensor((float[])[.. chosen.SelectMany(i => samples[i].ToArray())], [chosen.Length, samples.Pixels]);
            using var classes = tensor((long[])[.. chosen.Select(i => (long)samples.Labels[i])]);
            Turn(backward: false);
            var loss = nn.functional.cross_entropy(_model.call(x), classes, reduction: nn.Reduction.Sum);
            Turn(backward: true);
            loss.backward();
            foreach (var layer in layers) layer.DropUpdates();
            done(first + chosen.Length);
        }
    }

    /// <summary>What came to one stage of a layer since the last call, smallest first.</summary>
    internal static float[] Take(RecordingStage recorder, bool backward)
    {
        recorder.IsBackward = backward;
        return recorder.Take();
    }

    public void Dispose() => _model.Dispose();

    private void Turn(bool backward)
    {
        foreach (var (_, recorders) in Layers)
            foreach (var r in recorders) r.IsBackward = backward;
    }

    private static ArrayOptions Open(ArrayOptions array, IReadOnlyList<(bool IsInput, int Index)> ranged, RecordingStage[] recorders)
    {
        var stages = ReadStages.Of(array);
        var (inputs, outputs) = (stages.Inputs.ToArray(), stages.Outputs.ToArray());
        foreach (var (r, (isInput, index)) in ranged.Index()) (isInput ? inputs : outputs)[index] = recorders[r];
        return array with { DacBits = null, AdcBits = null, AdcBound = null, InputNoise = null, OutputNoise = null, BoundManagement = new Clipping(), Stages = stages with { Inputs = inputs, Outputs = outputs } };
    }
}

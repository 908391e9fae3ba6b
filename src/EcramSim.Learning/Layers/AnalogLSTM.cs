using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>Long short-term memory on tiles: i, f, o = σ(…), g = tanh(…), c' = f·c + i·g, h' = o·tanh(c'); gates, layers and directions as <see cref="LSTM"/>.</summary>
public sealed class AnalogLSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>, IAnalogModule
{
    private readonly RecurrentTiles _tiles;
    private readonly ShownWeights _weights;

    /// <summary>The network that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="batchFirst">Whether batches come before time, in input and output.</param>
    /// <param name="dropout">Probability of dropping an output of a layer but the last in training.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogLSTM(LSTM digital, string name, AnalogOptions options, bool batchFirst = false, double dropout = 0) : base(name)
    {
        _weights = new ShownWeights(Own);
        _tiles = new RecurrentTiles(digital, this, _weights, name, options, batchFirst, dropout, 4);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => _tiles.Layers;

    internal RecurrentTiles Tiles => _tiles;

    /// <summary>As the package's: first states may be left out.</summary>
    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Input and first hidden and cell states (cells × batch × hidden; null for zeros) → outputs, last hidden and last cell states.</summary>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        var (y, last) = _tiles.Run(input, h0_c0 is { } first ? [first.Item1, first.Item2] : null, 2, Step);
        return (y, last[0], last[1]);
    }

    private static Tensor[] Step(Tensor x, Tensor h, Tensor[] state)
    {
        var gates = (x + h).chunk(4, 1);
        var cell = gates[1].sigmoid() * state[1] + gates[0].sigmoid() * gates[2].tanh();
        return [gates[3].sigmoid() * cell.tanh(), cell];
    }

    private IEnumerable<(string Name, Tensor Buffer)> Own() => base.named_buffers(false, true);

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        _weights?.Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.buffers(recurse, include_nonpersistent);
    }
}

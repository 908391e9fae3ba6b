using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>Gated recurrent units on tiles: r, z = σ(…), n = tanh(i_n + r·h_n), h' = (1 − z)·n + z·h; gates, layers and directions as <see cref="GRU"/>.</summary>
public sealed class AnalogGRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>, IAnalogModule
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
    public AnalogGRU(GRU digital, string name, AnalogOptions options, bool batchFirst = false, double dropout = 0) : base(name)
    {
        _weights = new ShownWeights(Own);
        _tiles = new RecurrentTiles(digital, this, _weights, name, options, batchFirst, dropout, 3);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => _tiles.Layers;

    internal RecurrentTiles Tiles => _tiles;

    /// <summary>As the package's: first states may be left out.</summary>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Input and first states (cells × batch × hidden; null for zeros) → outputs and last states.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        var (y, last) = _tiles.Run(input, h0 is null ? null : [h0], 1, Step);
        return (y, last[0]);
    }

    private static Tensor[] Step(Tensor x, Tensor h, Tensor[] state)
    {
        Tensor[] i = x.chunk(3, 1), g = h.chunk(3, 1);
        var (reset, update) = ((i[0] + g[0]).sigmoid(), (i[1] + g[1]).sigmoid());
        var candidate = (i[2] + reset * g[2]).tanh();
        return [candidate + update * (state[0] - candidate)];
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

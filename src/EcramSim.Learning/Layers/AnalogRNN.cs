using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>A simple recurrent network on tiles, h' = f(W_ih x + b_ih + W_hh h + b_hh): layers and directions as <see cref="RNN"/>.</summary>
public sealed class AnalogRNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>, IAnalogModule
{
    private readonly RecurrentTiles _tiles;
    private readonly ShownWeights _weights;
    private readonly nn.NonLinearities _nonLinearity;

    /// <summary>The network that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="nonLinearity">f.</param>
    /// <param name="batchFirst">Whether batches come before time, in input and output.</param>
    /// <param name="dropout">Probability of dropping an output of a layer but the last in training.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogRNN(RNN digital, string name, AnalogOptions options, nn.NonLinearities nonLinearity = nn.NonLinearities.Tanh, bool batchFirst = false, double dropout = 0) : base(name)
    {
        _weights = new ShownWeights(Own);
        _tiles = new RecurrentTiles(digital, this, _weights, name, options, batchFirst, dropout, 1);
        _nonLinearity = nonLinearity;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => _tiles.Layers;

    internal RecurrentTiles Tiles => _tiles;

    internal nn.NonLinearities NonLinearity => _nonLinearity;

    /// <summary>As the package's: first states may be left out.</summary>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Input and first states (cells × batch × hidden; null for zeros) → outputs and last states.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        var (y, last) = _tiles.Run(input, h0 is null ? null : [h0], 1, (x, h, _) => [_nonLinearity == nn.NonLinearities.Tanh ? (x + h).tanh() : (x + h).relu()]);
        return (y, last[0]);
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

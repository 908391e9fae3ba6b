using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>A simple recurrent network on tiles, h' = f(W_ih x + b_ih + W_hh h + b_hh): layers and directions as <see cref="RNN"/>, no dropout between layers.</summary>
public sealed class AnalogRNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentTiles _tiles;
    private readonly nn.NonLinearities _nonLinearity;

    /// <summary>The network that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="nonLinearity">f.</param>
    /// <param name="batchFirst">Whether batches come before time, in input and output.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogRNN(RNN digital, string name, AnalogOptions options, nn.NonLinearities nonLinearity = nn.NonLinearities.Tanh, bool batchFirst = false) : base(name)
    {
        _tiles = new RecurrentTiles(digital, this, name, options, batchFirst, 1);
        _nonLinearity = nonLinearity;
    }

    /// <summary>Input and first states (cells × batch × hidden; null for zeros) → outputs and last states.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        var (y, last) = _tiles.Run(input, h0 is null ? null : [h0], 1, (x, h, _) => [_nonLinearity == nn.NonLinearities.Tanh ? (x + h).tanh() : (x + h).relu()]);
        return (y, last[0]);
    }
}

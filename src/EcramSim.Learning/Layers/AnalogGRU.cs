using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>Gated recurrent units on tiles: r, z = σ(…), n = tanh(i_n + r·h_n), h' = (1 − z)·n + z·h; gates, layers and directions as <see cref="GRU"/>, no dropout between layers.</summary>
public sealed class AnalogGRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentTiles _tiles;

    /// <summary>The network that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="batchFirst">Whether batches come before time, in input and output.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogGRU(GRU digital, string name, AnalogOptions options, bool batchFirst = false) : base(name) =>
        _tiles = new RecurrentTiles(digital, this, name, options, batchFirst, 3);

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
}

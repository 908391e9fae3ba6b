using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>Long short-term memory on tiles: i, f, o = σ(…), g = tanh(…), c' = f·c + i·g, h' = o·tanh(c'); gates, layers and directions as <see cref="LSTM"/>, no dropout between layers.</summary>
public sealed class AnalogLSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentTiles _tiles;

    /// <summary>The network that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="batchFirst">Whether batches come before time, in input and output.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogLSTM(LSTM digital, string name, AnalogOptions options, bool batchFirst = false) : base(name) =>
        _tiles = new RecurrentTiles(digital, this, name, options, batchFirst, 4);

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
}

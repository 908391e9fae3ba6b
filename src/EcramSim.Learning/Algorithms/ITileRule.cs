using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>A training rule at work on one layer, with what it remembers.</summary>
public interface ITileRule : IStateful
{
    /// <summary>Updates of one batch: Δw = η d xᵀ, sample after sample, in the sense of the rule.</summary>
    /// <param name="x">Inputs, samples × columns.</param>
    /// <param name="d">Gradients of the loss with respect to the outputs, samples × rows.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="rate">η in units of weight; negative to descend.</param>
    void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate);

    /// <summary>Tiles beside the one that holds the weights: they count in energy, time and pulses.</summary>
    IReadOnlyList<ITile> Tiles { get; }

    /// <summary>Multiplications and additions of the digital unit beside the tiles.</summary>
    long DigitalOperations { get; }
}

using EcramSim.Crossbar.Ledger;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Periphery;

/// <summary>How vectors come through an array in one direction.</summary>
internal interface IReadPath : IStateful
{
    /// <summary>What was read so far.</summary>
    ReadActivity Activity { get; }

    /// <summary>Vectors through the array, one after the other.</summary>
    /// <param name="x">batch × inputs.</param>
    /// <param name="y">batch × outputs.</param>
    /// <param name="batch">Number of vectors.</param>
    void Read(ReadOnlySpan<float> x, Span<float> y, int batch);
}

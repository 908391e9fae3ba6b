using EcramSim.Crossbar.Ledger;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Periphery;

/// <summary>How vectors come through an array in one direction.</summary>
internal interface IReadPath : IStateful
{
    /// <summary>What was read so far.</summary>
    ReadActivity Activity { get; }

    /// <summary>One vector through the array.</summary>
    void Read(ReadOnlySpan<float> x, Span<float> y);
}

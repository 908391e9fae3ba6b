using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>
/// A law whose steps no longer change with the weight, everything else kept: each direction moves everywhere as at w = 0, with its noise
/// there, so a difference of the two directions at the centre stays, and the bounds still clip.
/// </summary>
public readonly struct WithoutSlope<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) =>
        weight + _law.Pulse(Vector256<float>.Zero, up, xi, cells);

    /// <inheritdoc/>
    public bool IsUniform => true;
    /// <inheritdoc/>
    public bool IsContinuous => _law.IsContinuous;
    /// <inheritdoc/>
    public double Granularity => _law.Granularity;
    /// <inheritdoc/>
    public double Minimum => _law.Minimum;
    /// <inheritdoc/>
    public double Maximum => _law.Maximum;
    /// <inheritdoc/>
    public PulseSpread Spread => _law.Spread;
    /// <inheritdoc/>
    public bool IsNoisy => _law.IsNoisy;
}

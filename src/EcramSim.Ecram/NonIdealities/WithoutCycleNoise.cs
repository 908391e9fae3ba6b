using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>A law with its noise from pulse to pulse removed and everything else kept: each pulse moves by the mean.</summary>
public readonly struct WithoutCycleNoise<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) =>
        _law.Pulse(weight, up, Vector256<float>.Zero, cells);

    /// <inheritdoc/>
    public bool IsUniform => _law.IsUniform;
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
    public bool IsNoisy => false;
}

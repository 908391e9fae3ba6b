using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>
/// A law with its asymmetry removed and everything else kept: at each weight both directions move by the mean of the two,
/// Δw = ±(Δw↑ − Δw↓)/2, so that the sum over an up and a down pulse is zero. Step size, its slope, noise and spread stay.
/// </summary>
public readonly struct WithoutAsymmetry<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells)
    {
        var raised = _law.Pulse(weight, Vector256<float>.AllBitsSet, xi, cells);
        var lowered = _law.Pulse(weight, Vector256<float>.Zero, xi, cells);
        var half = (raised - lowered) * Vector256.Create(0.5f);
        return Vector256.ConditionalSelect(up, weight + half, weight - half);
    }

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
    public bool IsNoisy => _law.IsNoisy;
}

using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>
/// A law with its granularity removed and everything else kept: the tile applies the wanted number of pulses as it is, fractions included, instead
/// of drawing a whole number of coincidences. A fraction f of a pulse moves by f times the mean and has √f of its noise.
/// </summary>
public readonly struct WithoutGranularity<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) => _law.Pulse(weight, up, xi, cells);

    /// <inheritdoc/>
    public bool IsContinuous => true;
    /// <inheritdoc/>
    public bool IsUniform => _law.IsUniform;
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

using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>A law with the spread between cells removed and everything else kept: all cells are the nominal one.</summary>
public readonly struct WithoutSpread<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) =>
        _law.Pulse(weight, up, xi, cells);

    /// <inheritdoc/>
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach) =>
        _law.Pulses(weight, up, count, xi, cells, out mean, out reach);

    /// <inheritdoc/>
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach) =>
        _law.Pulses(weight, up, count, xi, cells, out mean, out reach);

    /// <inheritdoc/>
    public bool IsSummable => _law.IsSummable;
    /// <inheritdoc/>
    public bool StaysWithin => _law.StaysWithin;
    /// <inheritdoc/>
    public double Farthest(int pulses, double step, double slope) => _law.Farthest(pulses, step, slope);
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
    public PulseSpread Spread => PulseSpread.None;
    /// <inheritdoc/>
    public bool IsNoisy => _law.IsNoisy;
}

using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>
/// A law whose cells are no longer stopped at their bounds, everything else kept. Steps still change with the weight as the bounds of each
/// cell say, so that a step which vanishes at a bound (soft bounds) still does.
/// </summary>
public readonly struct WithoutBounds<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    // A power of two, so that the cell's own bounds come back to the last bit.
    private const float Wider = 1024;

    private readonly TLaw _law = law;

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) =>
        _law.Pulse(weight, up, xi, Own(cells));

    /// <inheritdoc/>
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach) =>
        _law.Pulses(weight, up, count, xi, Own(cells), out mean, out reach);

    /// <inheritdoc/>
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach) =>
        _law.Pulses(weight, up, count, xi, Own(cells), out mean, out reach);

    /// <inheritdoc/>
    public bool IsSummable => _law.IsSummable;
    /// <inheritdoc/>
    public bool StaysWithin => _law.StaysWithin;
    /// <inheritdoc/>
    public bool IsUniform => _law.IsUniform;
    /// <inheritdoc/>
    public bool IsContinuous => _law.IsContinuous;
    /// <inheritdoc/>
    public double Granularity => _law.Granularity;
    /// <summary>Far below the lower bound of the law.</summary>
    public double Minimum => Wider * _law.Minimum;
    /// <summary>Far above the upper bound of the law.</summary>
    public double Maximum => Wider * _law.Maximum;
    /// <inheritdoc/>
    public PulseSpread Spread => _law.Spread;
    /// <inheritdoc/>
    public bool IsNoisy => _law.IsNoisy;

    private static CellLanes Own(in CellLanes cells) =>
        cells with { Minimum = cells.Minimum * Vector256.Create(1 / Wider), Maximum = cells.Maximum * Vector256.Create(1 / Wider) };

    private static DirectedCells<Vector512<float>> Own(in DirectedCells<Vector512<float>> cells) =>
        cells with { Minimum = cells.Minimum * Vector512.Create(1 / Wider), Maximum = cells.Maximum * Vector512.Create(1 / Wider) };

    // The same of eight cells.
    private static DirectedCells<Vector256<float>> Own(in DirectedCells<Vector256<float>> cells) =>
        cells with { Minimum = cells.Minimum * Vector256.Create(1 / Wider), Maximum = cells.Maximum * Vector256.Create(1 / Wider) };
}

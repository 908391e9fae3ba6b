using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Forms;

/// <summary>A law whose pulses down do nothing.</summary>
public readonly struct UpOnly<TLaw>(TLaw law) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    /// <summary>The mean step up at w = 0: what the update arithmetic counts in.</summary>
    public double Granularity { get; } = StepUp(law);

    /// <inheritdoc/>
    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) =>
        Vector256.ConditionalSelect(up, _law.Pulse(weight, up, xi, cells), weight);

    /// <inheritdoc/>
    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach) =>
        Vector512.ConditionalSelect(up, _law.Pulses(weight, up, count, xi, cells, out mean, out reach), weight);

    /// <inheritdoc/>
    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach) =>
        Vector256.ConditionalSelect(up, _law.Pulses(weight, up, count, xi, cells, out mean, out reach), weight);

    /// <inheritdoc/>
    public bool IsSummable => _law.IsSummable;
    /// <inheritdoc/>
    public bool StaysWithin => _law.StaysWithin;
    /// <inheritdoc/>
    public double Farthest(int pulses, double step, double slope) => _law.Farthest(pulses, step, slope);
    /// <inheritdoc/>
    public bool IsUniform => false;
    /// <inheritdoc/>
    public bool IsContinuous => _law.IsContinuous;
    /// <inheritdoc/>
    public double Minimum => _law.Minimum;
    /// <inheritdoc/>
    public double Maximum => _law.Maximum;
    /// <inheritdoc/>
    public PulseSpread Spread => _law.Spread;
    /// <inheritdoc/>
    public bool IsNoisy => _law.IsNoisy;

    private static double StepUp(TLaw law)
    {
        var one = Vector256<float>.One;
        var nominal = new CellLanes(one, one, one, one, Vector256.Create((float)law.Minimum), Vector256.Create((float)law.Maximum));
        return law.Pulse(Vector256<float>.Zero, Vector256<float>.AllBitsSet, Vector256<float>.Zero, nominal)[0];
    }
}

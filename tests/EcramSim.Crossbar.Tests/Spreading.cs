using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests;

/// <summary>A law with a spread between cells that it did not have.</summary>
internal readonly struct Spreading<TLaw>(TLaw law, PulseSpread spread) : IPulseLaw where TLaw : struct, IPulseLaw
{
    private readonly TLaw _law = law;

    public Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells) => _law.Pulse(weight, up, xi, cells);

    public Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach) =>
        _law.Pulses(weight, up, count, xi, cells, out mean, out reach);

    public Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach) =>
        _law.Pulses(weight, up, count, xi, cells, out mean, out reach);

    public bool IsSummable => _law.IsSummable;
    public bool IsUniform => _law.IsUniform;
    public double Granularity => _law.Granularity;
    public double Minimum => _law.Minimum;
    public double Maximum => _law.Maximum;
    public PulseSpread Spread { get; } = spread;
    public bool IsNoisy => _law.IsNoisy;

    public static IPulseLaw Of(IPulseLaw law, PulseSpread spread) =>
        (IPulseLaw)Activator.CreateInstance(typeof(Spreading<>).MakeGenericType(law.GetType()), law, spread)!;
}

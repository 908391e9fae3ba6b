using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Programming;

/// <summary>So many pulses on each cell, one after the other with fresh noise each, clipped to the bounds of each cell: for programming, not for training.</summary>
internal static class PulseKernel<TLaw, TCells> where TLaw : struct, IPulseLaw where TCells : struct, ICells
{
    /// <summary>Pulses the cells of one row: <paramref name="counts"/> are signed numbers of pulses, padded, positive potentiates; <paramref name="step"/> is the number of the round, <paramref name="from"/> the first of the columns that they belong to, a multiple of the lanes.</summary>
    [SkipLocalsInit]
    public static void Run(in TLaw law, in TCells cells, WeightMatrix weights, ReadOnlySpan<int> counts, int row, PhiloxLanes random, ulong step, int from = 0)
    {
        var noise = new LaneNoise(random, (uint)row, step, stackalloc float[LaneNoise.Room]);
        var start = (nuint)(row * weights.Stride + from);
        for (var j = 0; j < counts.Length; j += Lanes.Count)
        {
            var signed = Vector256.Create(counts.Slice(j, Lanes.Count));
            if (signed == Vector256<int>.Zero) continue;
            var up = Vector256.GreaterThan(signed, Vector256<int>.Zero).AsSingle();
            var count = Vector256.Abs(signed);
            var lanes = cells.At(start + (nuint)j);
            var weight = Vector256.LoadUnsafe(ref weights.Values[(int)start + j]);
            for (var fires = Vector256.GreaterThan(count, Vector256<int>.Zero); fires != Vector256<int>.Zero; fires = Vector256.GreaterThan(count, Vector256<int>.Zero))
            {
                var xi = law.IsNoisy ? noise.Next(fires) : Vector256<float>.Zero;
                var after = Vector256.MaxNative(Vector256.MinNative(law.Pulse(weight, up, xi, lanes), lanes.Maximum), lanes.Minimum);
                weight = Vector256.ConditionalSelect(fires.AsSingle(), after, weight);
                count -= Vector256<int>.One;
            }
            weight.StoreUnsafe(ref weights.Values[(int)start + j]);
        }
    }

    /// <summary>Pulses the cells of one column: <paramref name="counts"/> are signed numbers of pulses, one for each row; <paramref name="step"/> is the number of the round. The rows share one stream of noise, in their order.</summary>
    [SkipLocalsInit]
    public static void RunColumn(in TLaw law, in TCells cells, WeightMatrix weights, ReadOnlySpan<int> counts, int column, PhiloxLanes random, ulong step)
    {
        // No row has this number.
        var noise = new LaneNoise(random, uint.MaxValue, step, stackalloc float[LaneNoise.Room]);
        var lane = column % Lanes.Count;
        var fires = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(lane));
        for (var row = 0; row < counts.Length; row++)
        {
            if (counts[row] == 0) continue;
            var start = (nuint)(row * weights.Stride + column - lane);
            var up = Vector256.Create(counts[row] > 0 ? -1 : 0).AsSingle();
            var lanes = cells.At(start);
            var weight = Vector256.LoadUnsafe(ref weights.Values[(int)start]);
            for (var left = Math.Abs(counts[row]); left > 0; left--)
            {
                var xi = law.IsNoisy ? noise.Next(fires) : Vector256<float>.Zero;
                weight = Vector256.MaxNative(Vector256.MinNative(law.Pulse(weight, up, xi, lanes), lanes.Maximum), lanes.Minimum);
            }
            // The other cells of the eight were only looked at.
            weights.Values[(int)start + lane] = weight.GetElement(lane);
        }
    }
}

using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Pulses on one cell of an update law as an instrument would record them: the array's own law in single precision, clipped, with read noise.</summary>
internal static class SyntheticCell
{
    /// <summary>Branches of conductance, low + (high − low)·(w + 1.25)/2.5; each branch's first step is a reversal.</summary>
    internal static PulseData Measure(IPulseLaw law, int cycles, int pulses, double readNoise, RandomStream noise, double low = 2e-6, double high = 1.2e-5, double start = -1.2, string device = "", double jump = 0)
    {
        var branches = new List<MeasuredBranch>();
        var weight = start;
        double? last = null;
        for (var c = 0; c < 2 * cycles; c++)
        {
            var up = c % 2 == 0;
            var values = new double[pulses];
            for (var i = 0; i < pulses; i++)
            {
                weight = Next(law, weight, up, law.IsNoisy ? noise.NextNormal() : 0);
                values[i] = low + (high - low) * ((weight + 1.25) / 2.5 + readNoise * noise.NextNormal() - (up ? 0 : jump));
            }
            branches.Add(new MeasuredBranch(device, c / 2 + 1, up, last, values, [.. Enumerable.Repeat(1, pulses)]));
            last = values[^1];
        }
        return new PulseData("synthetic.csv", "long", "S", "the column", branches, []);
    }

    internal static double Next(IPulseLaw law, double weight, bool up, double xi)
    {
        var one = Vector256.Create(1f);
        var cells = new CellLanes(one, one, one, one, Vector256.Create((float)law.Minimum), Vector256.Create((float)law.Maximum));
        var after = law.Pulse(Vector256.Create((float)weight), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256.Create((float)xi), cells);
        return Math.Clamp((double)after[0], law.Minimum, law.Maximum);
    }
}

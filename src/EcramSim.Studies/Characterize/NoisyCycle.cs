using System.Runtime.Intrinsics;
using EcramSim.Ecram;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Studies.Characterize;

/// <summary>
/// One cell of an array as a measurement would see it: drawn from the spread of the device, with the noise of every pulse,
/// clipped to its own bounds. As many pulses up and down as the mean branches take.
/// </summary>
/// <param name="Seed">Seed of its streams.</param>
/// <param name="Up">Weight after 0, 1, 2, … potentiating pulses.</param>
/// <param name="Down">Weight after 0, 1, 2, … depressing pulses, from where <paramref name="Up"/> ends.</param>
public sealed record NoisyCycle(ulong Seed, double[] Up, double[] Down)
{
    /// <summary>Whether a device differs at all from its mean curve.</summary>
    public static bool Applies(CellDevice device) => device.Law.IsNoisy || device.Law.Spread != Ecram.Response.PulseSpread.None;

    /// <summary>The cell that <paramref name="seed"/> draws.</summary>
    public static NoisyCycle Of(CellDevice device, ulong seed)
    {
        var law = device.Law;
        var draw = new RandomStream(seed, "characterize/spread");
        var (both, opposite, slopeUp, slopeDown, low, high) = (draw.NextNormal(), draw.NextNormal(), draw.NextNormal(), draw.NextNormal(), draw.NextNormal(), draw.NextNormal());
        var spread = law.Spread;
        var cell = new Ecram.Response.CellLanes(
            Lanes(1 + spread.Step * both + spread.UpDown * opposite), Lanes(1 + spread.Step * both - spread.UpDown * opposite),
            Lanes(1 + spread.Slope * slopeUp), Lanes(1 + spread.Slope * slopeDown),
            Lanes(law.Minimum * (1 + spread.Bounds * low)), Lanes(law.Maximum * (1 + spread.Bounds * high)));
        var noise = new RandomStream(seed, "characterize/noise");
        var start = State.Weight(device, device.DataSheet.Observables.Potentiation.State[0]);
        var up = Run(start, device.DataSheet.Observables.Potentiation.Pulses, Vector256<float>.AllBitsSet);
        return new NoisyCycle(seed, up, Run(up[^1], device.DataSheet.Observables.Depression.Pulses, Vector256<float>.Zero));

        double[] Run(double from, double pulses, Vector256<float> direction)
        {
            var weights = new double[(int)Math.Ceiling(pulses) + 1];
            var weight = Vector256.Max(Vector256.Min(Lanes(from), cell.Maximum), cell.Minimum);
            weights[0] = weight[0];
            for (var i = 1; i < weights.Length; i++)
            {
                weight = law.Pulse(weight, direction, Lanes(law.IsNoisy ? noise.NextNormal() : 0), cell);
                weight = Vector256.Max(Vector256.Min(weight, cell.Maximum), cell.Minimum);
                weights[i] = weight[0];
            }
            return weights;
        }
    }

    // All eight lanes carry the same cell.
    private static Vector256<float> Lanes(double value) => Vector256.Create((float)value);
}

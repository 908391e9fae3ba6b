using System.Globalization;
using System.Text;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Fit;

/// <summary>
/// Example files of every form that <c>ecram fit</c> reads: what <c>--template</c> prints and <c>datasets/pulses</c> holds. The pulses are invented: a
/// linear-step cell with noise of pulses (0.3 of a step) and of readings (0.02 % of the range), seed 1.
/// </summary>
public static class PulseTemplate
{
    private const double Lowest = 2e-6, Highest = 1.2e-5;
    private const int Pulses = 60, Cycles = 4;

    /// <summary>The forms.</summary>
    public static IReadOnlyList<string> Names { get; } = ["long", "columns", "cycles", "current", "normalised", "retention", "instrument"];

    /// <summary>The text of one form.</summary>
    public static string Text(string name)
    {
        var (up, down) = Curves(1);
        var text = new StringBuilder();
        switch (name)
        {
            case "long":
                text.Append("pulse,conductance_S,cycle,device,direction,voltage_V,width_s,temperature_K,delay_s\n");
                foreach (var device in new[] { 1UL, 2UL })
                {
                    (up, down) = Curves(device);
                    for (var c = 0; c < Cycles; c++)
                    {
                        for (var i = 0; i <= Pulses; i++) Line(i, up[c][i], c, $"cell-{device}", i == 0 ? "" : "up", i == 0 ? 0 : 1);
                        for (var i = 1; i <= Pulses; i++) Line(Pulses + i, down[c][i - 1], c, $"cell-{device}", "down", -1);
                    }
                }
                void Line(int pulse, double g, int cycle, string device, string direction, double voltage) =>
                    text.Append(CultureInfo.InvariantCulture, $"{pulse},{N(g)},{cycle + 1},{device},{direction},{voltage},0.01,298.15,0.1\n");
                break;
            case "columns":
                text.Append("up_uS,down_uS\n");
                for (var i = 0; i < Pulses; i++) text.Append(N(1e6 * up[0][i + 1])).Append(',').Append(N(1e6 * down[0][i])).Append('\n');
                break;
            case "cycles":
                text.Append("pulse\tcycle 1 (µS)\tcycle 2 (µS)\tcycle 3 (µS)\tcycle 4 (µS)\n");
                for (var i = 0; i <= 2 * Pulses; i++) text.Append(i).Append('\t').AppendJoin('\t', Enumerable.Range(0, Cycles).Select(c => N(1e6 * (i <= Pulses ? up[c][i] : down[c][i - Pulses - 1])))).Append('\n');
                break;
            case "current":
                // Read at 0.01 V; semicolons and decimal commas, as spreadsheets of half of the world write them.
                text.Append("Pulse;I_DS [nA];V_G [V]\n");
                for (var i = 0; i <= 2 * Pulses; i++)
                    text.Append(CultureInfo.InvariantCulture, $"{i};{N(1e8 * (i <= Pulses ? up[0][i] : down[0][i - Pulses - 1])).Replace('.', ',')};{(i == 0 ? "0" : i <= Pulses ? "1,5" : "-1,5")}\n");
                break;
            case "normalised":
                text.Append("pulse,normalised\n");
                for (var i = 0; i <= 2 * Pulses; i++) text.Append(i).Append(',').Append(N(((i <= Pulses ? up[0][i] : down[0][i - Pulses - 1]) - Lowest) / (Highest - Lowest))).Append('\n');
                break;
            case "retention":
                text.Append("time_s,conductance_S\n");
                var noise = new RandomStream(1, "template/retention");
                for (var i = 0; i <= 100; i++) text.Append(3 * i).Append(',').Append(N(7e-6 + 1.5e-6 * Math.Exp(-3 * i / 60.0) + 1e-8 * noise.NextNormal())).Append('\n');
                break;
            case "instrument":
                text.Append("Parameter analyser, export of a pulse test\nSample:\tinvented cell\nVread (V):\t0.1\n\nNo.\tPulse voltage\tConductance\n-\tV\tnS\n");
                for (var i = 0; i <= 2 * Pulses; i++) text.Append(CultureInfo.InvariantCulture, $"{i}\t{(i == 0 ? 0 : i <= Pulses ? -2 : 2)}\t{N(1e9 * (i <= Pulses ? up[0][i] : down[0][i - Pulses - 1]))}\n");
                break;
            default:
                throw InputException.UnknownName("--template", "form", name, Names);
        }
        return text.ToString();
    }

    // Readings of one cell: up[c][0] before the first pulse, up[c][n] after the n-th; down[c][n − 1] after the n-th.
    private static (double[][] Up, double[][] Down) Curves(ulong device)
    {
        var law = new LinearStep(0.045 * (device == 1 ? 1 : 1.08), -1.25, 1.25, 0.35, 0.6, 0.3, true, PulseSpread.None);
        var noise = new RandomStream(device, "template/pulses");
        var cell = new Pulse(law, noise);
        double[][] up = new double[Cycles][], down = new double[Cycles][];
        for (var c = 0; c < Cycles; c++)
        {
            up[c] = [Reading(cell.Weight), .. Enumerable.Range(0, Pulses).Select(_ => Reading(cell.Next(true)))];
            down[c] = [.. Enumerable.Range(0, Pulses).Select(_ => Reading(cell.Next(false)))];
        }
        return (up, down);

        double Reading(double weight) => Lowest + (Highest - Lowest) * ((weight + 1.25) / 2.5 + 2e-4 * noise.NextNormal());
    }

    private static string N(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    // One nominal cell from the lower end of its range.
    private sealed class Pulse(LinearStep law, RandomStream noise)
    {
        internal double Weight { get; private set; } = -1.2;

        internal double Next(bool up)
        {
            var one = System.Runtime.Intrinsics.Vector256.Create(1f);
            var cells = new CellLanes(one, one, one, one, -1.25f * one, 1.25f * one);
            var after = law.Pulse(System.Runtime.Intrinsics.Vector256.Create((float)Weight), up ? System.Runtime.Intrinsics.Vector256<float>.AllBitsSet : System.Runtime.Intrinsics.Vector256<float>.Zero,
                System.Runtime.Intrinsics.Vector256.Create((float)noise.NextNormal()), cells);
            return Weight = Math.Clamp(after[0], -1.25, 1.25);
        }
    }
}

using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Observables;

/// <summary>How long a device can be written, after the degradation law that its file declares.</summary>
/// <param name="CyclesToTenth">Full cycles across the window until 10 % of the range of G is lost; null where the law never takes so much.</param>
/// <param name="Cycles">Full cycles, from 1 on.</param>
/// <param name="RangeLeft">Range of G after them over that of the new device.</param>
public sealed record Endurance(double? CyclesToTenth, double[] Cycles, double[] RangeLeft)
{
    private const double Lost = 0.1, Most = 1e18;
    private const int PerDecade = 4;

    /// <summary>Of <paramref name="stack"/>; null where its file declares no law.</summary>
    public static Endurance? Of(Stack stack)
    {
        if (stack.Degradation is not { } law) return null;
        var whole = Range(stack);
        double Left(double cycles) => Range(law.Aged(stack, cycles)) / whole;
        double Missing(double decades) => Left(Math.Pow(10, decades)) - (1 - Lost);
        double? tenth = Missing(Math.Log10(Most)) > 0 ? null : Missing(0) <= 0 ? 1 : Math.Pow(10, BracketedRoot.Find(Missing, 0, Math.Log10(Most)));
        var decadesShown = Math.Log10(tenth ?? Most) + 1;
        double[] cycles = [.. Enumerable.Range(0, (int)Math.Ceiling(PerDecade * decadesShown) + 1).Select(k => Math.Pow(10, (double)k / PerDecade))];
        return new Endurance(tenth, cycles, Array.ConvertAll(cycles, Left));
    }

    /// <summary>Pulses until then: a full cycle takes the states of the device twice.</summary>
    public double? PulsesToTenth(double states) => 2 * states * CyclesToTenth;

    private static double Range(Stack stack) => Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
}

using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Models;

namespace EcramSim.Bench;

/// <summary>The hot laws of the insertion core: ns per current density and per set of derivatives, every law of the catalogue by its first example.</summary>
internal static class LawFigures
{
    private const int States = 1024;

    /// <summary>law.NAME, law.NAME.slopes.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var (name, law) in Catalogue<IInsertionKinetics>.Examples.DistinctBy(e => e.Name))
        {
            yield return Figure.Repeated($"law.{name}", "ns", () => null, () => (Run(state => law.CurrentDensity(state, Overpotential(state))), PerState));
            yield return Figure.Repeated($"law.{name}.slopes", "ns", () => null, () => (Run(state => law.Slopes(state, Overpotential(state)).Overpotential), PerState));
        }
    }

    private static double PerState(double seconds) => seconds / States * 1e9;

    // From −0.2 V to 0.2 V over the fillings.
    private static double Overpotential(in InterfaceState state) => 0.4 * state.X - 0.2;

    private static Action Run(Func<InterfaceState, double> evaluate)
    {
        InterfaceState[] states = [.. Enumerable.Range(0, States).Select(k => new InterfaceState((k + 0.5) / States, 0.3, 298.15))];
        return () =>
        {
            var sum = 0.0;
            foreach (var state in states) sum += evaluate(state);
            if (double.IsNaN(sum)) throw new InvalidOperationException("a law gave no number");
        };
    }
}

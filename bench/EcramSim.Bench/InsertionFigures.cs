using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Bench;

/// <summary>Accepted implicit steps of one film of the size of an ECRAM channel.</summary>
internal static class InsertionFigures
{
    private const double Temperature = 298.15;

    /// <summary>
    /// insertion.film: 50 nm of a phase-separating host on 50 volumes, Cahn–Hilliard transport, coupled ion–electron transfer, filled at a
    /// held voltage, with the search for limits and the curve; insertion.film.current: the same at constant current.
    /// </summary>
    public static IEnumerable<Figure> All()
    {
        yield return Film("insertion.film", film => new PotentiostaticStep(3.38, 3e4, StepLimits.None));
        yield return Film("insertion.film.current", film => new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(film, 1), 3240, StepLimits.None));
    }

    private static Figure Film(string name, Func<IParticle, IStep> protocol) => Figure.Repeated(name, "steps/s", () => 1e4, () =>
    {
        var film = new CahnHilliardParticle(Host, RadialGrid.Uniform(Geometry.Slab, 50e-9, 50));
        var step = protocol(film);
        var options = new StepOptions([]);
        var result = StepRunner.Run(film, 0.02, step, Temperature, options);
        if (result.Termination != Termination.TimeReached || result.Points[^1].Filling < 0.5) throw new InvalidOperationException($"{result.Explanation}, filling {result.Points[^1].Filling:G4}, {result.AcceptedSteps} steps");
        return (() => StepRunner.Run(film, 0.02, step, Temperature, options), seconds => result.AcceptedSteps / seconds);
    });

    private static Host Host { get; } = new("film", "", "LixFePO4", "Li+", 1, 22904, "Li/Li+", 3.422, new RegularSolution(0.11586),
        new CoupledIonElectronTransfer(new Arrhenius(20), 0.213, true), new LatticeDiffusivity(new Arrhenius(1e-13)), null, Array.Empty<ParameterRecord>())
    {
        PhaseField = new PhaseField(5.0148e-10),
    };
}

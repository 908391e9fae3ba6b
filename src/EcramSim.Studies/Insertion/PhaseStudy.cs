using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>The phases of one host: the study behind <c>ecram insertion phase</c>.</summary>
/// <param name="Host">The host.</param>
/// <param name="Temperature">K, of everything but the map.</param>
/// <param name="Behaviour">Spinodals and gaps at that temperature.</param>
/// <param name="Plateaus">One per gap.</param>
/// <param name="Map">Spinodals and gaps over temperature, ascending.</param>
/// <param name="CriticalTemperature">K, above which the host mixes at every filling; null where the map does not hold it.</param>
public sealed record PhaseStudy(Host Host, double Temperature, PhaseBehaviour Behaviour, IReadOnlyList<Plateau> Plateaus,
    IReadOnlyList<PhaseBehaviour> Map, double? CriticalTemperature)
{
    private const int MapPoints = 66;

    /// <summary>
    /// V between the potential at which a uniform filling becomes unstable on charge and on discharge, highest over lowest spinodal; null for a host that mixes.
    /// </summary>
    public double? HomogeneousGap => Behaviour.Spinodals.Count == 0 ? null
        : Behaviour.Spinodals.Select(x => Host.OpenCircuitVoltage(x, Temperature)).ToArray() is var u ? u.Max() - u.Min() : null;

    /// <summary>
    /// A/m² of interface above which insertion keeps the filling uniform (<see cref="SuppressionCurrent"/>); null where no current does.
    /// </summary>
    public double? Suppression { get; init; }

    /// <summary>Spinodals and gaps inside one coherent particle over temperature (<see cref="CoherentFreeEnergy"/>); empty without coherency strain.</summary>
    public IReadOnlyList<PhaseBehaviour> CoherentMap { get; init; } = [];

    /// <summary>K, above which a coherent particle mixes; null where there is no strain, or the map does not hold it.</summary>
    public double? CoherentCriticalTemperature { get; init; }

    /// <summary>Whether that is a question: of hosts that separate, and whose interface sees one filling.</summary>
    public bool CanBeSuppressed => Behaviour.Spinodals.Count > 0 && Host.FreeEnergy is not ILayeredFreeEnergy;

    /// <summary>Computes and writes tables, figures and page into <paramref name="folder"/>.</summary>
    /// <param name="host">The host.</param>
    /// <param name="temperature">K.</param>
    /// <param name="lowest">Lowest temperature of the map, K.</param>
    /// <param name="highest">Highest, K.</param>
    /// <param name="record">What decides the run.</param>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="progress">May be null.</param>
    /// <param name="cancellation">Looked at before every temperature.</param>
    public static PhaseStudy Run(Host host, double temperature, double lowest, double highest, RunRecord record, RunFolder folder,
        IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var study = Of(host, temperature, lowest, highest, progress, cancellation);
        folder.Write("curves.csv", PhaseTables.Curves(study));
        folder.Write("map.csv", PhaseTables.Map(study));
        folder.Write("plateaus.csv", PhaseTables.Plateaus(study));
        folder.Write("free-energy.svg", PhaseFigures.FreeEnergy(study));
        folder.Write("voltage.svg", PhaseFigures.Voltage(study));
        folder.Write("map.svg", PhaseFigures.Map(study));
        if (host.FreeEnergy is ILayeredFreeEnergy) folder.Write("layers.svg", PhaseFigures.Layers(study));
        folder.Write("report.html", InsertionPage.Of(study, record));
        progress?.Report(new RunProgress(1, "report"));
        return study;
    }

    /// <summary>Computes without writing.</summary>
    public static PhaseStudy Of(Host host, double temperature, double lowest, double highest, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var behaviour = PhaseBehaviour.Of(host.FreeEnergy, temperature);
        var (map, critical) = MapOf(host.FreeEnergy, lowest, highest, (part, t) =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new RunProgress(0.95 * part, FormattableString.Invariant($"{host.Id}, {t:F0} K")));
        });
        Plateau[] plateaus = [.. behaviour.Gaps.Select((gap, i) => new Plateau(i + 1, gap,
            host.ReferenceVoltage - gap.ChemicalPotential / host.ChargeNumber, PhaseInterface.Of(host, gap, temperature)))];
        var study = new PhaseStudy(host, temperature, behaviour, plateaus, map, critical);
        if (host.PhaseField?.CoherencyPotential(host.SiteDensity) is > 0 and var stiffness)
        {
            var (coherent, coherentCritical) = MapOf(new CoherentFreeEnergy(host.FreeEnergy, stiffness), lowest, highest, (_, _) => cancellation.ThrowIfCancellationRequested());
            study = study with { CoherentMap = coherent, CoherentCriticalTemperature = coherentCritical };
        }
        return study.CanBeSuppressed ? study with { Suppression = SuppressionCurrent.Find(host, temperature) } : study;
    }

    private static (List<PhaseBehaviour> Map, double? Critical) MapOf(IFreeEnergy law, double lowest, double highest, Action<double, double> before)
    {
        var map = new List<PhaseBehaviour>();
        var critical = PhaseBehaviour.CriticalTemperature(law, lowest, highest);
        var top = critical ?? highest;
        for (var k = 0; k < MapPoints; k++)
        {
            // Denser towards the critical point, where the two phases meet as a square root.
            var t = top - (top - lowest) * Math.Pow((MapPoints - 1.0 - k) / (MapPoints - 1), critical is null ? 1 : 2);
            before((double)k / MapPoints, t);
            map.Add(PhaseBehaviour.Of(law, t));
        }
        return (map, critical);
    }
}

using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>The interface kinetics of one host: the study behind <c>ecram insertion rate</c>.</summary>
/// <param name="Host">The host.</param>
/// <param name="Temperature">K.</param>
/// <param name="Curves">The host's own law, film included, at each filling.</param>
/// <param name="Comparison">Every law with the host's exchange current at the middle filling, without film; empty where not asked for.</param>
/// <param name="ReorganizationEnergy">λ in eV of the laws compared.</param>
/// <param name="TransferCoefficient">α of Butler–Volmer compared.</param>
public sealed record RateStudy(Host Host, double Temperature, IReadOnlyList<RateCurve> Curves, IReadOnlyList<RateCurve> Comparison,
    double ReorganizationEnergy, double TransferCoefficient)
{
    /// <summary>λ in eV where neither the host nor the person names one: LiFePO4, 8.3 kT (Bai and Bazant, Nat. Commun. 5 (2014) 3585).</summary>
    public const double UsualReorganizationEnergy = 0.213;

    private const int Points = 401;

    /// <summary>Computes and writes tables, figures and page into <paramref name="folder"/>.</summary>
    /// <param name="host">The host.</param>
    /// <param name="fillings">At least one, where the host's voltage is defined.</param>
    /// <param name="temperature">K.</param>
    /// <param name="span">Largest |η| in V.</param>
    /// <param name="compare">Whether all laws are drawn at equal exchange current.</param>
    /// <param name="reorganizationEnergy">λ in eV of the comparison; null takes the host's, or <see cref="UsualReorganizationEnergy"/>.</param>
    /// <param name="record">What decides the run.</param>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="progress">May be null.</param>
    /// <exception cref="InputException">A filling outside the range of the host.</exception>
    public static RateStudy Run(Host host, IReadOnlyList<double> fillings, double temperature, double span, bool compare, double? reorganizationEnergy,
        RunRecord record, RunFolder folder, IProgress<RunProgress>? progress = null)
    {
        var study = Of(host, fillings, temperature, span, compare, reorganizationEnergy);
        folder.Write("rate.csv", RateTables.Rates(study, false));
        folder.Write("rate.svg", RateFigures.Rate(study, false));
        folder.Write("tafel.svg", RateFigures.Tafel(study, false));
        if (compare)
        {
            folder.Write("laws.csv", RateTables.Rates(study, true));
            folder.Write("laws.svg", RateFigures.Rate(study, true));
            folder.Write("laws-tafel.svg", RateFigures.Tafel(study, true));
        }
        folder.Write("report.html", InsertionPage.Of(study, record));
        progress?.Report(new RunProgress(1, host.Id));
        return study;
    }

    /// <summary>Computes without writing.</summary>
    public static RateStudy Of(Host host, IReadOnlyList<double> fillings, double temperature, double span, bool compare, double? reorganizationEnergy)
    {
        foreach (var x in fillings)
            if (!host.FreeEnergy.Validity.Contains(x))
                throw new InputException(FormattableString.Invariant($"--filling: value {x} is outside the range {host.FreeEnergy.Validity} in which the voltage of {host.Id} is defined"));
        double[] etas = [.. Enumerable.Range(0, Points).Select(k => span * (2.0 * k / (Points - 1) - 1))];
        var name = NameOf(host.Kinetics);
        RateCurve[] curves = [.. fillings.Select(x => new RateCurve(name, host.Kinetics, host.Interface(x, temperature), etas))];
        var bare = Bare(host.Kinetics);
        var lambda = reorganizationEnergy ?? bare switch
        {
            Marcus law => law.ReorganizationEnergy,
            MarcusHushChidsey law => law.ReorganizationEnergy,
            CoupledIonElectronTransfer law => law.ReorganizationEnergy,
            _ => UsualReorganizationEnergy,
        };
        var alpha = bare is ButlerVolmer butlerVolmer ? butlerVolmer.TransferCoefficient : 0.5;
        return new(host, temperature, curves, compare ? Compared(bare, curves[curves.Length / 2], lambda, alpha) : [], lambda, alpha);
    }

    private static RateCurve[] Compared(IInsertionKinetics own, RateCurve middle, double lambda, double alpha)
    {
        var i0 = own.ExchangeCurrentDensity(middle.State);
        IInsertionKinetics[] laws =
        [
            new ButlerVolmer(new(1), alpha, ExchangeCurrent.Constant), new Marcus(new(1), lambda),
            new MarcusHushChidsey(new(1), lambda, false), new CoupledIonElectronTransfer(new(1), lambda, true),
        ];
        return [.. laws.Select(law => new RateCurve(NameOf(law), Scaled(law, i0 / law.ExchangeCurrentDensity(middle.State)), middle.State, middle.Overpotentials))];
    }

    // Every law is proportional to its rate constant.
    private static IInsertionKinetics Scaled(IInsertionKinetics law, double factor) => law switch
    {
        ButlerVolmer l => l with { RateConstant = new(factor) },
        Marcus l => l with { RateConstant = new(factor) },
        MarcusHushChidsey l => l with { RateConstant = new(factor) },
        CoupledIonElectronTransfer l => l with { RateConstant = new(factor) },
        _ => law,
    };

    private static IInsertionKinetics Bare(IInsertionKinetics law) => law switch
    {
        FilmResistance film => Bare(film.Interface),
        SlowStep step => Bare(step.Interface),
        _ => law,
    };

    private static string NameOf(IInsertionKinetics law) => law switch
    {
        FilmResistance film => NameOf(film.Interface) + " behind a film",
        SlowStep step => NameOf(step.Interface) + FormattableString.Invariant($", {step.StoichiometricNumber} per ion"),
        _ => Catalogue<IInsertionKinetics>.All.FirstOrDefault(entry => entry.Value == law.GetType()).Key ?? law.GetType().Name,
    };
}

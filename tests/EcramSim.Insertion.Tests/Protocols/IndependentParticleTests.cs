using System.Text.Json;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>
/// Galvanostatic curves and profiles that were integrated from the same equations with SciPy. Those with gradients were laid out as MPET
/// does, on its coarse mesh, so here too.
/// </summary>
public sealed class IndependentParticleTests
{
    public static IEnumerable<object[]> Cases => ReferenceData.Cases("insertion/independent", "*_params.json");

    [Theory, MemberData(nameof(Cases))]
    public void Curve_and_profiles_of_an_independent_integration(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var p = json.RootElement;
        double Number(string key, double absent = double.NaN) => p.TryGetProperty(key, out var value) ? value.GetDouble() : absent;
        var (particle, start) = Read(p);
        var temperature = Number("T", 298) * MpetUnits.TemperatureScale;
        var rows = MpetUnits.Rows(file.Replace("_params.json", "_tV.csv", StringComparison.Ordinal));
        var step = new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, Number("Crate")), 1e9, new StepLimits(MaximumFilling: 0.9999));
        var result = StepRunner.Run(particle, start, step, temperature, new([.. rows.Select(r => r[0])], KeepProfiles: true));
        Assert.True(result.Points.Count >= rows.Length, result.Explanation);
        var profileFile = file.Replace("_params.json", "_c.csv", StringComparison.Ordinal);
        var profiles = particle is LayeredParticle ? rows.Select(r => r[3..]).ToArray() : File.Exists(profileFile) ? MpetUnits.Rows(profileFile, 0) : null;
        double voltage = 0, profile = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i][1], result.Points[i].Filling, 2e-8);
            voltage = Math.Max(voltage, Math.Abs(rows[i][2] - result.Points[i].Voltage));
            // Profiles are stored for every so many points of the curve.
            if (profiles is not null && i % (rows.Length / profiles.Length) is 0 && i / (rows.Length / profiles.Length) is var j)
                for (var k = 0; k < particle.Size; k++) profile = Math.Max(profile, Math.Abs(profiles[j][k] - result.Profiles[i][k]));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"largest differences {1e6 * voltage:G3} uV, {profile:G3}; {result.AcceptedSteps} steps, ions closed to {result.ClosureError:G2}"));
        Assert.True(voltage < 2e-6, $"{Path.GetFileName(file)}: largest difference {voltage} V");
        Assert.True(profile < 5e-6, $"{Path.GetFileName(file)}: largest difference {profile}");
        if (p.TryGetProperty("ciet_limit_cbar", out var limit))
        {
            var end = StepRunner.Run(particle, start, step, temperature);
            Assert.Equal(Termination.CurrentExceedsLaw, end.Termination);
            Assert.Equal(limit.GetDouble(), end.Points[^1].Filling, 1e-8);
        }
    }

    private static (IParticle Particle, double[] Start) Read(JsonElement p)
    {
        double Number(string key) => p.GetProperty(key).GetDouble();
        double Reduced(string key) => p.GetProperty("nondim").GetProperty(key).GetDouble();
        const double thermal = MpetUnits.K * MpetUnits.Reference;
        var (model, k0, rho) = (p.GetProperty("model").GetString()!, Number("k0"), Number("rho_s"));
        var rate = new Arrhenius(k0);
        if (model.StartsWith("homog2", StringComparison.Ordinal))
        {
            Assert.Equal(("BV_gMod01", "cylinder"), (p.GetProperty("kin").GetString(), p.GetProperty("shape").GetString()));
            var staging = new LayeredStaging(2, Number("Omega_a") / MpetUnits.E, Number("Omega_b") / MpetUnits.E, Number("Omega_c") / MpetUnits.E);
            var graphite = MpetUnits.Host(staging, new ButlerVolmer(rate, 0.5, ExchangeCurrent.TwoSites), Reduced("U0"), rho);
            return (new LayeredParticle(graphite, 2 / Number("L")), [.. p.GetProperty("y0").EnumerateArray().Select(v => v.GetDouble())]);
        }
        var lambda = Number("lambda_J") / MpetUnits.E;
        IInsertionKinetics law = p.GetProperty("kinetics").GetString() switch
        {
            "BV" => new ButlerVolmer(rate, 0.5, ExchangeCurrent.OneSite),
            "BV_mod01" => new ButlerVolmer(rate, 0.5, ExchangeCurrent.Concentration),
            "Marcus" => new Marcus(rate, lambda),
            "MHC" => new MarcusHushChidsey(rate, lambda, true),
            "CIET" => new CoupledIonElectronTransfer(rate, lambda, true),
            var other => throw new InvalidOperationException($"unknown kinetics {other}"),
        };
        // The area of facets follows from the reduced rate constant of the file.
        var areaPerVolume = Reduced("k0") * Reduced("dL") * MpetUnits.E * rho / (k0 * Reduced("tref"));
        var freeEnergy = new RegularSolution(Number("Omega_J") / MpetUnits.E);
        var field = model == "homog" ? null : new PhaseField(Number("kappa"), Reduced("B") * thermal * rho,
            model == "ACR" ? Number("cwet") : null, model == "CHR" ? rho * Number("dgammadc") : 0);
        var diffusivity = model == "CHR" ? new LatticeDiffusivity(new Arrhenius(Number("D"))) : null;
        var host = MpetUnits.Host(freeEnergy, law, Number("U0"), rho, field, diffusivity);
        IParticle particle = model switch
        {
            "homog" => new HomogeneousParticle(host, areaPerVolume),
            "ACR" => new AllenCahnParticle(host, 2 / areaPerVolume, Number("L"), p.GetProperty("N").GetInt32(), Discretization.Mpet),
            "CHR" => new CahnHilliardParticle(host, RadialGrid.Uniform(Enum.Parse<Geometry>(p.GetProperty("shape").GetString()!, true), Number("L"), p.GetProperty("N").GetInt32()), Discretization.Mpet),
            _ => throw new InvalidOperationException($"unknown model {model}"),
        };
        return (particle, [.. Enumerable.Repeat(Number("c0"), particle.Size)]);
    }
}

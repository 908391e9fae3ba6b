using System.Globalization;
using System.Text.Json;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>
/// Galvanostatic curves of other codes. Cases that need what is not here yet (facets with gradients, staging, porous cells) are
/// skipped by name, so that their number shows in every run.
/// </summary>
public sealed class ReferenceParticleTests
{
    // The constants of MPET; temperature and site density carry them into our exact ones: equal kT/e and equal eρ.
    private const double E = 1.602e-19, K = 1.381e-23;
    private const double TemperatureScale = K / E / (1.380649e-23 / 1.602176634e-19);

    public static IEnumerable<object[]> Independent => ReferenceData.Cases("insertion/independent", "*_params.json");
    public static IEnumerable<object[]> Mpet => ReferenceData.Cases("insertion/mpet", "*_params.json");

    [Theory, MemberData(nameof(Independent))]
    public void Independent_integration(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var p = json.RootElement;
        var model = p.GetProperty("model").GetString();
        if (model != "homog") Assert.Skip($"not covered yet: model {model}");
        double Number(string key) => p.GetProperty(key).GetDouble();
        double Reduced(string key) => p.GetProperty("nondim").GetProperty(key).GetDouble();

        var (k0, rho) = (Number("k0"), Number("rho_s"));
        var rate = new Arrhenius(k0);
        var lambda = Number("lambda_J") / E;
        var kinetics = p.GetProperty("kinetics").GetString();
        IInsertionKinetics law = kinetics switch
        {
            "BV" => new ButlerVolmer(rate, 0.5, ExchangeCurrent.OneSite),
            "BV_mod01" => new ButlerVolmer(rate, 0.5, ExchangeCurrent.Concentration),
            "Marcus" => new Marcus(rate, lambda),
            "MHC" => new MarcusHushChidsey(rate, lambda, true),
            "CIET" => new CoupledIonElectronTransfer(rate, lambda, true),
            _ => throw new InvalidOperationException($"{file}: unknown kinetics {kinetics}"),
        };
        // The area follows from the reduced rate constant of the file.
        var areaPerVolume = Reduced("k0") * Reduced("dL") * E * rho / (k0 * Reduced("tref"));
        var particle = Particle(law, Number("Omega_J") / E, Number("U0"), rho, areaPerVolume);
        var rows = Rows(file.Replace("_params.json", "_tV.csv", StringComparison.Ordinal));
        var step = new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, Number("Crate")), 1e9, new StepLimits(MaximumFilling: 0.999));
        var result = StepRunner.Run(particle, Number("c0"), step, Number("T") * TemperatureScale, new([.. rows.Select(r => r[0])]));
        Assert.True(result.Points.Count >= rows.Length);
        var worst = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i][1], result.Points[i].Filling, 1e-8);
            worst = Math.Max(worst, Math.Abs(rows[i][2] - result.Points[i].Voltage));
        }
        Assert.True(worst < 1e-6, $"{Path.GetFileName(file)}: largest difference {worst} V");
        if (p.TryGetProperty("ciet_limit_cbar", out var limit))
        {
            var end = StepRunner.Run(particle, Number("c0"), step, Number("T") * TemperatureScale);
            Assert.Equal(Termination.CurrentExceedsLaw, end.Termination);
            Assert.Equal(limit.GetDouble(), end.Points[^1].Filling, 1e-8);
        }
    }

    [Theory, MemberData(nameof(Mpet))]
    public void Stored_output_of_mpet(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var system = json.RootElement.GetProperty("system");
        string System(string section, string key) => system.GetProperty(section).GetProperty(key).GetString()!;
        if (!json.RootElement.TryGetProperty("electrode_c", out var electrode)) Assert.Skip("not covered yet: full cell");
        string Cathode(string section, string key) => electrode.GetProperty(section).GetProperty(key).GetString()!;
        var type = Cathode("Particles", "type");
        var profile = System("Sim Params", "profileType");
        if (type != "homog" || System("Sim Params", "Nvol_s") != "0" || System("Sim Params", "Nvol_a") != "0" || profile is not ("CC" or "CCsegments"))
            Assert.Skip($"not covered yet: {type} particle, {profile} profile, {System("Sim Params", "Nvol_s")} volumes of separator, {System("Sim Params", "Nvol_a")} of anode");

        double Value(string section, string key) => double.Parse(Cathode(section, key), CultureInfo.InvariantCulture);
        var temperature = double.Parse(System("Sim Params", "T"), CultureInfo.InvariantCulture);
        var start = double.Parse(System("Particles", "cs0_c"), CultureInfo.InvariantCulture);
        var rate = new Arrhenius(Value("Reactions", "k0"));
        IInsertionKinetics law = Cathode("Reactions", "rxnType") == "MHC" ? new MarcusHushChidsey(rate, Value("Reactions", "lambda") / E, true)
            : new ButlerVolmer(rate, Value("Reactions", "alpha"), ExchangeCurrent.OneSite);
        Assert.Contains(Cathode("Reactions", "rxnType"), new[] { "BV", "MHC" });
        if (Value("Reactions", "Rfilm") is > 0 and var film) law = new FilmResistance(law, new Arrhenius(1 / film));
        // 3.422 V belongs to LiFePO4 there; platelets have two facets.
        var particle = Particle(law, Value("Material", "Omega_a") / E, 3.422, Value("Material", "rho_s"), 2 / Value("Particles", "thickness"));
        var all = Rows(file.Replace("_params.json", "_tV.csv", StringComparison.Ordinal));
        if (profile == "CCsegments")
        {
            double Geometry(string key) => double.Parse(System("Geometry", key), CultureInfo.InvariantCulture);
            // Their series resistance acts on the current per area of electrode, eρL(1 − ε)P_L/3600 at 1C.
            var electrodeCurrent = E * Value("Material", "rho_s") * Geometry("L_c") * (1 - Geometry("poros_c")) * Geometry("P_L_c") / 3600;
            CompareStates(particle, all, temperature * TemperatureScale, electrodeCurrent * double.Parse(System("Sim Params", "Rser"), CultureInfo.InvariantCulture));
            return;
        }
        var cRate = double.Parse(System("Sim Params", "Crate"), CultureInfo.InvariantCulture);
        var rows = all.Where(r => r[3] > 0.999 * cRate).ToArray();
        // Their current ramps up, so that the filling and not the clock says where a row belongs.
        var minimum = double.Parse(System("Sim Params", "Vmin"), CultureInfo.InvariantCulture);
        var step = new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, cRate), 1e9, new StepLimits(MinimumVoltage: minimum));
        double[] times = [.. rows.Select(r => (r[1] - start) * 3600 / cRate)];
        var result = StepRunner.Run(particle, start, step, temperature * TemperatureScale, new(times));
        Assert.Equal(Termination.VoltageReached, result.Termination);
        var compared = 0;
        for (var i = 0; i < rows.Length && i < result.Points.Count - 1; i++)
        {
            // At the very end the filling is printed to fewer digits than the voltage needs.
            if (1 - rows[i][1] < 1e-6) continue;
            Assert.Equal(rows[i][2], result.Points[i].Voltage, 1e-6);
            compared++;
        }
        Assert.True(compared >= 15);
        Assert.Equal(rows[^1][1], result.Points[^1].Filling, 1e-9);
    }

    // Steps in series come later; the voltage of a homogeneous particle is a function of its filling and the current alone.
    private static void CompareStates(HomogeneousParticle particle, double[][] rows, double temperature, double seriesDropAt1C)
    {
        foreach (var row in rows)
        {
            var current = GalvanostaticStep.CurrentOfRate(particle, row[3]);
            var voltage = particle.Voltage([row[1]], row[1], current, temperature)!.Value;
            Assert.Equal(row[2], voltage - seriesDropAt1C * row[3], 1e-6);
        }
        Assert.Contains(rows, r => r[3] > 0);
        Assert.Contains(rows, r => r[3] < 0);
    }

    private static HomogeneousParticle Particle(IInsertionKinetics law, double omega, double u0, double sites, double areaPerVolume)
    {
        // eρ = F c with the file's e.
        var host = new Host("lifepo4", "", "LixFePO4", "Li+", 1, E * sites / PhysicalConstants.Faraday, "Li/Li+", u0, new RegularSolution(omega), law, null, null, Array.Empty<ParameterRecord>());
        return new HomogeneousParticle(host, areaPerVolume);
    }

    private static double[][] Rows(string file) =>
        [.. File.ReadLines(file).Skip(1).Select(l => l.Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray())];
}

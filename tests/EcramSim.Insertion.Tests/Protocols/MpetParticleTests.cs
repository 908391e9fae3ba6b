using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>Stored outputs of MPET for single particles. Porous cells are skipped by name here: they have tests of their own.</summary>
public sealed class MpetParticleTests
{
    public static IEnumerable<object[]> Cases => ReferenceData.Cases("insertion/mpet", "*_params.json");

    [Theory, MemberData(nameof(Cases))]
    public void Stored_output_of_mpet(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var system = json.RootElement.GetProperty("system");
        double Simulation(string key) => double.Parse(system.GetProperty("Sim Params").GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
        double Geometry(string key) => double.Parse(system.GetProperty("Geometry").GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
        if (!json.RootElement.TryGetProperty("electrode_c", out var electrode)) Assert.Skip("a full cell");
        var profile = system.GetProperty("Sim Params").GetProperty("profileType").GetString();
        if (Simulation("Nvol_s") != 0 || Simulation("Nvol_a") != 0 || Simulation("Nvol_c") != 1 || Simulation("Npart_c") != 1 || profile is not ("CC" or "CCsegments"))
            Assert.Skip("a porous electrode, an ensemble or another protocol");
        var start = double.Parse(system.GetProperty("Particles").GetProperty("cs0_c").GetString()!, CultureInfo.InvariantCulture);
        var size = double.Parse(system.GetProperty("Particles").GetProperty("mean_c").GetString()!, CultureInfo.InvariantCulture);
        var particle = Particle(electrode, size);
        var oneC = GalvanostaticStep.CurrentOfRate(particle, 1);
        // Their series resistance acts on the current per area of electrode, eρL(1 − ε)P_L/3600 at 1C.
        var electrodeCurrent = particle.Host.ChargeDensity * Geometry("L_c") * (1 - Geometry("poros_c")) * Geometry("P_L_c") / 3600;
        var all = MpetUnits.Rows(file.Replace("_params.json", "_tV.csv", StringComparison.Ordinal));
        var options = new StepOptions([.. all.Select(r => r[0])], SeriesResistance: Simulation("Rser") * electrodeCurrent / oneC, KeepProfiles: true);
        var result = StepRunner.Run(particle, start, Step(), Simulation("T") * MpetUnits.TemperatureScale, options);
        Assert.Equal(Simulation("Vmin") > 0 && profile == "CC" ? Termination.VoltageReached : Termination.TimeReached, result.Termination);
        if (result.Termination == Termination.VoltageReached) Assert.Equal(all[^1][1], result.Points[^1].Filling, 1e-9);
        var profileFile = file.Replace("_params.json", "_partTrodecvol0part0_c.csv", StringComparison.Ordinal);
        var profiles = particle.Size > 1 ? MpetUnits.Rows(profileFile, 0) : null;
        double voltage = 0, shape = 0, filling = 0;
        var compared = 0;
        for (var i = 1; i < Math.Min(all.Length, result.Points.Count); i++)
        {
            // The last point of a run that ends at a voltage lies where the voltage does, not where theirs was written.
            if (result.Points[i].Time != all[i][0]) continue;
            // At the very end the filling is printed to fewer digits than the voltage needs.
            if (1 - all[i][1] < 1e-6) continue;
            voltage = Math.Max(voltage, Math.Abs(all[i][2] - result.Points[i].Voltage));
            filling = Math.Max(filling, Math.Abs(all[i][1] - result.Points[i].Filling));
            for (var k = 0; profiles is not null && k < particle.Size; k++) shape = Math.Max(shape, Math.Abs(profiles[i][k] - result.Profiles[i][k]));
            compared++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{compared} points, largest differences {1e6 * voltage:G3} uV, {filling:G3} in filling, {shape:G3} in profile; {result.AcceptedSteps} steps, ions closed to {result.ClosureError:G2}"));
        Assert.True(compared >= 15, $"{compared} points: {result.Explanation}");
        Assert.True(voltage < 2e-6, $"largest difference {voltage} V");
        // Their integrator drifts by this much over a segment.
        Assert.True(filling < 5e-6, $"largest difference of the filling {filling}");
        Assert.True(shape < 1e-4, $"largest difference {shape}");

        IStep Step()
        {
            if (profile == "CC")
            {
                // The current ramps up: I = I_C[1 − exp(−t/(tramp·tend))].
                var end = Simulation("capFrac") * 3600 / Simulation("Crate");
                return new GalvanostaticStep(Simulation("Crate") * oneC, 1.01 * all[^1][0], new StepLimits(MinimumVoltage: Simulation("Vmin")), Simulation("tramp") * end);
            }
            // Segments (C-rate, minutes) that ramp straight over tramp seconds inside.
            List<double> times = [0], values = [0];
            foreach (Match m in Regex.Matches(system.GetProperty("Sim Params").GetProperty("segments").GetString()!, @"\(([-0-9.e]+)\s*,\s*([-0-9.e]+)\)"))
            {
                var (rate, minutes) = (double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
                var begin = times[^1];
                times.Add(begin + Simulation("tramp"));
                values.Add(rate * oneC);
                times.Add(begin + 60 * minutes);
                values.Add(rate * oneC);
            }
            return new WaveStep(times, values, true);
        }
    }

    private static IParticle Particle(JsonElement electrode, double size)
    {
        string Text(string section, string key) => electrode.GetProperty(section).GetProperty(key).GetString()!;
        double Value(string section, string key) => double.Parse(Text(section, key), CultureInfo.InvariantCulture);
        var rate = new Arrhenius(Value("Reactions", "k0"));
        Assert.Contains(Text("Reactions", "rxnType"), new[] { "BV", "MHC" });
        if (Text("Material", "muRfunc") != "LiFePO4") Assert.Skip($"material {Text("Material", "muRfunc")}");
        IInsertionKinetics law = Text("Reactions", "rxnType") == "MHC" ? new MarcusHushChidsey(rate, Value("Reactions", "lambda") / MpetUnits.E, true)
            : new ButlerVolmer(rate, Value("Reactions", "alpha"), ExchangeCurrent.OneSite);
        if (Value("Reactions", "Rfilm") is > 0 and var film) law = new FilmResistance(law, new Arrhenius(1 / film));
        var (type, shape, rho) = (Text("Particles", "type"), Text("Particles", "shape"), Value("Material", "rho_s"));
        var field = type == "homog" ? null : new PhaseField(Value("Material", "kappa"), Value("Material", "B"),
            type == "ACR" ? Value("Material", "cwet") : null, type == "CHR" ? rho * Value("Material", "dgammadc") : 0);
        IDiffusivity diffusivity = Text("Material", "Dfunc") == "lattice" ? new LatticeDiffusivity(new Arrhenius(Value("Material", "D"))) : new ConstantDiffusivity(new Arrhenius(Value("Material", "D")));
        // 3.422 V belongs to LiFePO4 there; platelets have two facets.
        var host = MpetUnits.Host(new RegularSolution(Value("Material", "Omega_a") / MpetUnits.E), law, 3.422, rho, field, diffusivity);
        var cells = (int)Math.Round(size / Value("Particles", "discretization"));
        return type switch
        {
            "homog" => new HomogeneousParticle(host, 2 / Value("Particles", "thickness")),
            "ACR" => new AllenCahnParticle(host, Value("Particles", "thickness"), size, cells, Discretization.Mpet),
            "CHR" => new CahnHilliardParticle(host, RadialGrid.Uniform(Enum.Parse<Geometry>(shape, true), size, cells + 1), Discretization.Mpet),
            _ => throw new InvalidOperationException($"unknown particle {type}"),
        };
    }
}

using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.SideReactions;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Models;

/// <summary>Every law of the three families as a model file writes it.</summary>
public sealed class LawReadingTests
{
    private static string P(string value) => $"{{ \"value\": {value}, \"status\": \"estimated\", \"source\": \"test\" }}";

    private static Host Load(string? thermodynamics = null, string? kinetics = null, string? conductivity = null, string more = "")
    {
        using var folder = new ModelFolder($$"""
            {
              "title": "t", "formula": "X", "ion": "Li+", "reference_electrode": "Li/Li+",
              "charge_number": {{P("2")}}, "site_density": {{P("\"1000 mol/m3\"")}}, "reference_voltage": {{P("\"1 V\"")}}, {{more}}
              "thermodynamics": {{thermodynamics ?? "{ \"law\": \"lattice-gas\" }"}},
              "kinetics": {{kinetics ?? $"{{ \"law\": \"butler-volmer\", \"exchange_current\": \"one-site\", \"rate_constant\": {P("\"2 A/m2\"")}, \"transfer_coefficient\": {P("0.5")} }}"}}
              {{(conductivity is null ? "" : $", \"electronic_conductivity\": {conductivity}")}}
            }
            """);
        return Host.Load(folder.Library, ModelFolder.Name);
    }

    [Fact]
    public void Free_energies()
    {
        var laws = new Dictionary<string, (string Keys, IFreeEnergy Expected)>
        {
            ["lattice-gas"] = ("", new LatticeGas()),
            ["closed-form"] = ($", \"minimum_filling\": {P("0.1")}, \"maximum_filling\": {P("0.9")}, \"constant\": {P("\"2 V\"")}, \"stretch\": {P("1.1")}, \"power\": {P("{ \"amplitude_V\": [-0.3], \"offset\": [0.1], \"slope\": [2], \"exponent\": [3] }")}",
                new ClosedFormOpenCircuitVoltage(2, [new(VoltageShape.Power, -0.3, 0.1, 2, 3)], 1.1, Interval.Closed(0.1, 0.9), 1, 2)),
            ["constant"] = ("", new ConstantOpenCircuitVoltage()),
            ["linear"] = ($", \"interaction\": {P("\"0.5 eV\"")}", new LinearOpenCircuitVoltage(0.5)),
            ["linear-lattice-gas"] = ($", \"interaction\": {P("\"0.5 eV\"")}", new LinearLatticeGas(0.5)),
            ["regular-solution"] = ($", \"omega\": {P("\"0.1 eV\"")}", new RegularSolution(0.1)),
            ["redlich-kister"] = ($", \"coefficients\": {P("{ \"L_eV\": [0.1, -0.02] }")}", new RedlichKister([0.1, -0.02])),
            ["staging"] = ($", \"layers\": {P("2")}, \"omega\": {P("\"0.087 eV\"")}, \"repulsion\": {P("\"0.036 eV\"")}, \"exclusion\": {P("\"0.51 eV\"")}", new LayeredStaging(2, 0.087, 0.036, 0.51)),
            ["two-phase"] = ($", \"poor_filling\": {P("0.1")}, \"rich_filling\": {P("0.6")}, \"slope\": {P("\"0.02 eV\"")}", new TwoPhasePlateau(0.1, 0.6, 0.02)),
            ["tabulated"] = ($", \"table\": {P("{ \"x\": [0.1, 0.5, 0.9], \"U_V\": [3, 2, 1.5] }")}", new TabulatedOpenCircuitVoltage([0.1, 0.5, 0.9], [3, 2, 1.5], 1, 2)),
        };
        Assert.Equal(Catalogue<IFreeEnergy>.Names, laws.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (keys, expected)) in laws)
        {
            var host = Load(thermodynamics: $"{{ \"law\": \"{name}\"{keys} }}");
            Assert.IsType(expected.GetType(), host.FreeEnergy);
            foreach (var x in new[] { 0.2, 0.7 })
            {
                Assert.Equal(expected.ChemicalPotential(x, 310), host.FreeEnergy.ChemicalPotential(x, 310), 1e-14);
                // z = 2 halves the voltage of an energy per ion.
                Assert.Equal(1 - expected.ChemicalPotential(x, 310) / 2, host.OpenCircuitVoltage(x, 310), 1e-14);
            }
        }
    }

    [Fact]
    public void Kinetics()
    {
        var rate = $"\"rate_constant\": {P("\"0.2 mA/cm2\"")}, \"rate_constant_activation_energy\": {P("\"0.3 eV\"")}, \"rate_constant_reference_temperature\": {P("\"350 K\"")}";
        var lambda = $"\"reorganization_energy\": {P("\"250 meV\"")}";
        var k0 = new Arrhenius(2, 0.3, 350);
        var laws = new Dictionary<string, (string Keys, IInsertionKinetics Expected)>
        {
            ["butler-volmer"] = ($"\"exchange_current\": \"two-sites\", \"transfer_coefficient\": {P("0.4")}", new ButlerVolmer(k0, 0.4, ExchangeCurrent.TwoSites)),
            ["marcus"] = (lambda, new Marcus(k0, 0.25)),
            ["marcus-hush-chidsey"] = (lambda + ", \"integral\": \"quadrature\"", new MarcusHushChidsey(k0, 0.25, false)),
            ["coupled-ion-electron-transfer"] = (lambda + ", \"integral\": \"closed\"", new CoupledIonElectronTransfer(k0, 0.25, true)),
        };
        Assert.Equal(Catalogue<IInsertionKinetics>.Names, laws.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (keys, expected)) in laws)
        {
            var host = Load(kinetics: $"{{ \"law\": \"{name}\", {rate}, {keys} }}");
            var state = host.Interface(0.3, 330);
            Assert.Equal(2, state.ChargeNumber);
            Assert.Equal(expected.CurrentDensity(state, -0.04), host.Kinetics.CurrentDensity(state, -0.04), 1e-12);
            var film = Assert.IsType<FilmResistance>(Load(kinetics: $"{{ \"law\": \"{name}\", {rate}, {keys}, \"film_resistance\": {P("\"7 ohm m2\"")} }}").Kinetics);
            Assert.Equal(7, film.Resistance(330), 1e-12);
        }
    }

    [Fact]
    public void Conductivities()
    {
        var activation = $", \"activation_energy\": {P("\"0.1 eV\"")}, \"reference_temperature\": {P("\"300 K\"")}";
        var f = new Arrhenius(1, 0.1, 300);
        var laws = new Dictionary<string, (string Keys, IElectronicConductivity Expected)>
        {
            ["linear"] = ($"\"intercept\": {P("\"1 S/cm\"")}, \"slope\": {P("\"-50 S/m\"")}", new LinearConductivity(100, -50, f)),
            ["power"] = ($"\"residual\": {P("\"1 S/m\"")}, \"prefactor\": {P("\"10 S/m\"")}, \"exponent\": {P("2")}", new PowerConductivity(1, 10, 2, f)),
            ["percolation"] = ($"\"residual\": {P("\"1 S/m\"")}, \"prefactor\": {P("\"10 S/m\"")}, \"threshold\": {P("0.2")}, \"exponent\": {P("1.5")}", new PercolationConductivity(1, 10, 0.2, 1.5, f)),
            ["hole-metal-insulator"] = ($"\"insulator\": {P("\"1 S/m\"")}, \"metal\": {P("\"10 S/m\"")}, \"transition\": {P("0.8")}, \"width\": {P("0.05")}", new HoleMetalInsulatorConductivity(1, 10, 0.8, 0.05, f)),
            ["small-polaron"] = ($"\"maximum\": {P("\"10 S/m\"")}", new SmallPolaronConductivity(10, f)),
            ["carriers"] = ($"\"carriers\": \"holes\", \"mobility\": {P("\"2 cm2/V/s\"")}, \"mobility_exponent\": {P("0.5")}", new CarrierConductivity(2e-4, true, 0.5, f, 2 * 96485.33212331002 * 1000)),
            // These carry their own temperature dependence.
            ["opening-gap"] = ($"\"prefactor\": {P("\"10 S/m\"")}, \"gap\": {P("\"0.1 eV\"")}, \"gap_slope\": {P("\"0.4 eV\"")}", new OpeningGapConductivity(10, 0.1, 0.4)),
            ["two-phase"] = ($"\"poor_filling\": {P("0.1")}, \"rich_filling\": {P("0.8")}, \"poor\": {P("\"1 S/m\"")}, \"rich\": {P("\"10 S/m\"")}, \"rich_activation_energy\": {P("\"0.1 eV\"")}",
                new TwoPhaseConductivity(0.1, 0.8, new Arrhenius(1), new Arrhenius(10, 0.1))),
            ["tabulated"] = ($"\"table\": {P("{ \"x\": [0.1, 0.9], \"sigma_S_per_m\": [1, 10] }")}", new TabulatedConductivity([0.1, 0.9], [1, 10], f)),
        };
        Assert.Equal(Catalogue<IElectronicConductivity>.Names, laws.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (keys, expected)) in laws)
            Assert.Equal(expected.Conductivity(0.6, 340), Load(conductivity: $"{{ \"law\": \"{name}\", {keys}{(name is "opening-gap" or "two-phase" ? "" : activation)} }}").ElectronicConductivity!.Conductivity(0.6, 340), 1e-12);
    }

    [Fact]
    public void Diffusivities()
    {
        Assert.Null(Load().Diffusivity);
        var value = $"\"diffusivity\": {P("\"1e-10 cm2/s\"")}, \"diffusivity_activation_energy\": {P("\"0.3 eV\"")}";
        var d0 = new Arrhenius(1e-14, 0.3);
        var laws = new Dictionary<string, (string Keys, IDiffusivity Expected)>
        {
            ["constant"] = (value, new ConstantDiffusivity(d0)),
            ["lattice"] = (value, new LatticeDiffusivity(d0)),
            ["tabulated"] = ($"\"table\": {P("{ \"x\": [0.1, 0.9], \"D_m2_per_s\": [1e-14, 1e-16] }")}, \"activation_energy\": {P("\"0.3 eV\"")}", new TabulatedDiffusivity([0.1, 0.9], [1e-14, 1e-16], new(1, 0.3))),
        };
        Assert.Equal(Catalogue<IDiffusivity>.Names, laws.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (keys, expected)) in laws)
            Assert.Equal(expected.Diffusivity(0.6, 340), Load(more: $"\"diffusion\": {{ \"law\": \"{name}\", {keys} }},").Diffusivity!.Diffusivity(0.6, 340), 1e-28);
    }

    [Fact]
    public void Phase_field()
    {
        Assert.Null(Load().PhaseField);
        var some = Load(more: $"\"phase_field\": {{ \"gradient_energy\": {P("\"5e-10 J/m\"")} }},").PhaseField;
        Assert.Equal(new PhaseField(5e-10), some);
        var all = Load(more: $"\"phase_field\": {{ \"gradient_energy\": {P("\"5e-10 J/m\"")}, \"coherency_strain\": {P("\"0.2 GPa\"")}, \"wetted_filling\": {P("0.98")}, \"surface_energy_slope\": {P("\"-0.1 J/m2\"")} }},").PhaseField;
        Assert.Equal(new PhaseField(5e-10, 2e8, 0.98, -0.1), all);
        // κ/ρ and B/ρ in eV for 1000 mol/m³, by hand: F·1000 = 9.6485e7.
        Assert.Equal(5e-10 / 9.648533212e7, all!.GradientPotential(1000), 1e-25);
        Assert.Equal(2e8 / 9.648533212e7, all.CoherencyPotential(1000), 1e-8);
    }

    [Fact]
    public void Side_reactions_and_defects()
    {
        var none = Load();
        Assert.True(none.Interphase is null && none.Plating is null && none.AntiSite is null);
        var film = $"\"molar_volume\": {P("\"1e-4 m3/mol\"")}, \"ions_per_unit\": {P("2")}, \"resistivity\": {P("\"1e5 ohm m\"")}, \"initial_thickness\": {P("\"2 nm\"")}";
        var (d, c, u, alpha) = ($"\"diffusivity\": {P("\"1e-20 m2/s\"")}", $"\"concentration\": {P("\"15 mol/m3\"")}", $"\"voltage\": {P("\"0.4 V\"")}", $"\"transfer_coefficient\": {P("0.4")}");
        var laws = new Dictionary<string, (string Keys, IInterphaseGrowth Expected)>
        {
            ["carbonate-reaction"] = ($"\"rate_constant\": {P("\"1e-12 m/s\"")}, {alpha}, {u}, {d}, {c}", new CarbonateReactionGrowth(new(1e-12), 0.4, 0.4, new(1e-20), 15)),
            ["electron-limited"] = ($"\"conductivity\": {P("\"1e-13 S/m\"")}, {u}", new ElectronLimitedGrowth(new(1e-13), 0.4)),
            ["interstitial-limited"] = ($"{d}, {c}", new InterstitialLimitedGrowth(new(1e-20), 15)),
            ["reaction-limited"] = ($"\"exchange_current\": {P("\"1e-7 A/m2\"")}, {alpha}, {u}", new ReactionLimitedGrowth(new(1e-7), 0.4, 0.4)),
            ["solvent-limited"] = ($"{d}, {c}", new SolventLimitedGrowth(new(1e-20), 15)),
        };
        Assert.Equal(Catalogue<IInterphaseGrowth>.Names, laws.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (keys, expected)) in laws)
            Assert.Equal(new Interphase(expected, 1e-4, 2, 1e5, 2e-9), Load(more: $"\"interphase\": {{ \"law\": \"{name}\", {keys}, {film} }},").Interphase);

        var plating = $"\"rate_constant\": {P("\"1e-9 m/s\"")}, \"transfer_coefficient\": {P("0.65")}, \"coverage\": {P("\"2e-5 mol/m2\"")}, \"decay_rate\": {P("\"1e-6 1/s\"")}, \"decay_thickness\": {P("\"5 nm\"")}";
        Assert.Equal(new LithiumPlating(new(1e-9), 0.65, 2e-5, 1e-6, 5e-9), Load(more: $"\"plating\": {{ {plating} }},").Plating);

        string Defects(string coupling) => $"\"anti_site\": {{ \"energy\": {P("\"-0.1 eV\"")}, \"coupling\": {P(coupling)}, \"interaction\": {P("\"0.08 eV\"")}, \"attempt_rate\": {P("\"0.1 1/s\"")}, \"attempt_rate_activation_energy\": {P("\"0.7 eV\"")}, \"transfer_coefficient\": {P("0.5")}, \"barrier_shift\": {P("\"0.25 eV\"")}, \"neighbours\": {P("2")} }},";
        var read = Load(more: Defects("\"0.3 eV\"")).AntiSite!;
        Assert.Equal(new Arrhenius(0.1, 0.7).At(330), read.Attempt.At(330), 1e-12);
        Assert.Equal(0.3, read.Coupling, 1e-15);
        Assert.Contains("anti_site.coupling", Assert.Throws<InputException>(() => Load(more: Defects("\"0 eV\""))).Message, StringComparison.Ordinal);

        var slow = Assert.IsType<SlowStep>(Load(kinetics: $"{{ \"law\": \"butler-volmer\", \"exchange_current\": \"one-site\", \"rate_constant\": {P("\"2 A/m2\"")}, \"transfer_coefficient\": {P("0.5")}, \"stoichiometric_number\": {P("2")} }}").Kinetics);
        Assert.Equal(2, slow.StoichiometricNumber);
    }
}

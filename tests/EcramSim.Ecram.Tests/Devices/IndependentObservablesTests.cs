using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Kinetics;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>
/// The shipped stacks against an independent 0-D implementation of the same equations (stacks.json). It counted pulses over a coarse grid of
/// fillings; direct pulse-by-pulse runs of the reference cell here give 801.9 and 780.6 pulses for hxwo3-psg, where it has 818 and 783,
/// so counts carry 2.5 %. Single pulses agree to four digits.
/// </summary>
public class IndependentObservablesTests
{
    public static IEnumerable<object[]> Cases =>
        from file in ReferenceData.Files("ecram", "stacks.json").Take(1) from id in Shipped.Independent select new object[] { file, id };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Observables(string file, string id)
    {
        var stored = JsonNode.Parse(File.ReadAllText(file))!["stacks"]![id]!;
        var o = stored["observables"]!;
        double Get(string key) => (double)o[key]!;
        var stack = Shipped.IndependentStack(id);
        var sheet = DataSheet.Of(stack);
        var (w, p) = (sheet.Writing!, AsThere(stack, sheet, stored["parameters"]!["channel"]!));
        void Close(string key, double value, double relative) =>
            Assert.True(Math.Abs(value - Get(key)) <= relative * Math.Abs(Get(key)), $"{id} {key}: {value:G5} here, {Get(key):G5} there");
        void Near(string key, double value, double absolute) =>
            Assert.True(Math.Abs(value - Get(key)) <= absolute, $"{id} {key}: {value:G5} here, {Get(key):G5} there");
        Near("V_hold", w.HoldVoltage, 1e-3);
        Close("dx_up", w.FillingUp, 1e-3);
        Close("dx_dn", w.FillingDown, 1e-3);
        Close("N_up", w.IonsUp, 1e-3);
        Close("E_src_up", w.SourceEnergyUp, 1e-3);
        Close("E_src_dn", w.SourceEnergyDown, 1e-3);
        Close("E_diss_up", w.DissipatedEnergyUp, 1e-3);
        Close("E_diss_dn", w.DissipatedEnergyDown, 1e-3);
        Close("t90_up", DataSheet.Of(ReadByFilling(stack)).Writing!.WriteTime, 2e-3);
        // Stored in four digits.
        Near("eta_c_up", -w.Series.Channel, Math.Max(2e-4, 5e-4 * Math.Abs(w.Series.Channel)));
        Near("eta_g_up", w.Series.Gate, 2e-4);
        Near("Vel_up", w.Series.Electrolyte, 1e-3);
        Close("on_off", p.OnOff!.Value, 1e-3);
        Close("G_min", sheet.Steps.Minimum, 1e-3);
        Close("n_up", p.Potentiation.Pulses, 0.025);
        Close("n_down", p.Depression.Pulses, 0.025);
        // Labels, asymmetry and symmetry point of strongly curved branches suffer from the coarse grid there: those are held pulse by pulse below.
        if (id != "smnio3-x-il")
        {
            Near("NL_up", p.Potentiation.Nonlinearity, 0.05);
            Near("NL_down", p.Depression.Nonlinearity, 0.05);
            Near("asym", p.Asymmetry, 0.0025);
            Near("sym_pct", p.SymmetryPoint!.Value, 0.1);
        }
    }

    // There, 90 % of the settled filling: the same as 90 % of G where G is linear in it.
    private static Stack ReadByFilling(Stack stack) => stack with
    {
        Channel = stack.Channel with
        {
            ContactResistance = 0,
            Host = stack.Channel.Host with { ElectronicConductivity = new LinearConductivity(stack.PotentiatingPolarity > 0 ? 0 : 1, stack.PotentiatingPolarity, new(1)) },
        },
    };

    // Where the conductivity is a table, labels depend on how it is interpolated: compare with the interpolation of the other code.
    private static PulseObservables AsThere(Stack stack, DataSheet sheet, JsonNode channel)
    {
        if (stack.Channel.Host.ElectronicConductivity is not TabulatedConductivity) return sheet.Observables;
        double[] Column(string name) => [.. channel["sigma_par"]!["value"]![name]!.AsArray().Select(v => (double)v!)];
        var (layer, polygon) = (stack.Channel, new LogPolygon(Column("x"), Column("s")));
        var there = stack with { Channel = layer with { Host = layer.Host with { ElectronicConductivity = polygon } } };
        return PulseObservables.Of(CompactResponse.Of(there).Steps, isConductance: true);
    }

    // The label without tables: the reference cell pulse by pulse, its last pulse counted in part, f − p by its definition.
    [Theory]
    [InlineData("smnio3-x-il", true)]
    [InlineData("smnio3-x-il", false)]
    [InlineData("lixmoo3-peo", true)]
    public void Labels_of_single_pulses(string id, bool up)
    {
        var stack = Shipped.Stack(id);
        var cell = new Cell(stack);
        var (first, last) = up == stack.PotentiatingPolarity > 0 ? (stack.Window.Minimum, stack.Window.Maximum) : (stack.Window.Maximum, stack.Window.Minimum);
        var (from, to) = (stack.Conductance(first), stack.Conductance(last));
        List<double> progress = [0];
        for (var x = first; progress[^1] < 1;)
        {
            x = cell.Pulse(CellState.Equilibrium(stack, x), up).End.Filling;
            progress.Add((stack.Conductance(x) - from) / (to - from));
        }
        var pulses = progress.Count - 2 + (1 - progress[^2]) / (progress[^1] - progress[^2]);
        var deviations = progress.Take(progress.Count - 1).Select((f, n) => f - n / pulses).ToArray();
        var label = 10.1015 * deviations.MaxBy(Math.Abs);
        var branch = up ? Shipped.Device(id).DataSheet.Observables.Potentiation : Shipped.Device(id).DataSheet.Observables.Depression;
        Assert.Equal(label, branch.Nonlinearity, 0.01);
        Assert.Equal(pulses, branch.Pulses, 0.005 * pulses);
    }

    [Theory]
    [InlineData("tio2-x-ysz")]
    [InlineData("lixtio2-lipon")]
    [InlineData("srcoo3-x-ysz")]
    public void Symmetric_stacks_have_their_symmetry_point_in_the_middle_and_pay_both_ways_alike(string id)
    {
        var sheet = Shipped.Device(id).DataSheet;
        Assert.InRange(sheet.Observables.SymmetryPoint!.Value, 48, 52);
        Assert.Equal(0, sheet.Writing!.HoldVoltage, 1e-9);
        Assert.Equal(1, sheet.Writing.DissipatedEnergyUp / sheet.Writing.DissipatedEnergyDown, 0.01);
    }

    // Two electrons one by one (ν = 2) instead of at once: a tenfold rate then takes twice the overpotential, and pulses of 0.5 to 1 V write less.
    [Theory]
    [InlineData("smnio3-x-il")]
    [InlineData("srcoo3-x-ysz")]
    public void Divalent_ions_feel_half_of_the_overpotential(string id)
    {
        var host = Shipped.Stack(id).Channel.Host;
        var law = host.Kinetics is FilmResistance film ? film.Interface : host.Kinetics;
        var state = host.Interface(0.5, 300);
        var rates = law.Rates(state, -0.05);
        // forward/backward = exp(zeη/νkT) with z = ν = 2: kT/e = 0.025852 V at 300 K.
        Assert.Equal(Math.Exp(0.05 / 0.0258519998), rates.Forward / rates.Backward, 1e-4);
        Assert.True(Math.Abs(Shipped.Device(id).DataSheet.Writing!.FillingUp) < Math.Abs(DataSheet.Of(Shipped.IndependentStack(id)).Writing!.FillingUp));
    }

    [Fact]
    public void Polarity_that_potentiates()
    {
        Assert.Equal(-1, Shipped.Device("lixcoo2-lipon").DataSheet.Writing!.PotentiatingPolarity);
        Assert.Equal(1, Shipped.Device("lixwo3-lipon").DataSheet.Writing!.PotentiatingPolarity);
        Assert.Equal(-1, Shipped.Device("pedot-pss").DataSheet.Writing!.PotentiatingPolarity);
    }
}

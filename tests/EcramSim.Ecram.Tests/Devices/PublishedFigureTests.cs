using System.Globalization;
using System.Text.RegularExpressions;
using EcramSim.Ecram.Published;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>Every published figure of every device file has a counterpart that the program computes, or a reason in words why not.</summary>
public partial class PublishedFigureTests
{
    public static TheoryData<string> Devices => [.. Shipped.Library().Ids(ModelKind.Device)];

    [Theory, MemberData(nameof(Devices))]
    public void Each_figure_is_computed_or_says_why_not(string id)
    {
        var device = Shipped.Device(id);
        foreach (var figure in device.Published)
        {
            Assert.True(figure.Source.Length > 10, $"{id}: {figure.Quantity.Name}");
            if (figure.NotComputed.Length > 0)
            {
                Assert.True(figure.NotComputed.Contains(' ', StringComparison.Ordinal), $"{id}: {figure.Quantity.Name}: a reason is a sentence");
                continue;
            }
            if (figure.Quantity.How == PublishedHow.Training) continue; // LiteratureTests trains.
            var model = figure.Quantity.Model(new PublishedSubject(device, figure.At));
            Assert.True(model is { } m && !double.IsNaN(m), $"{id}: {figure.Quantity.Name} has no counterpart in the model");
            // A ratio that a note states is the ratio.
            foreach (Match stated in StatedRatio().Matches(figure.Note))
                Assert.Equal(double.Parse(stated.Groups[1].Value, CultureInfo.InvariantCulture), model!.Value / figure.Value!.Value, 0.02 * model.Value / figure.Value.Value);
        }
    }

    // A physical device reproduces something, and says what.
    [Theory, MemberData(nameof(Devices))]
    public void Physical_devices_name_what_they_follow(string id)
    {
        if (Shipped.Device(id).Kind != "physical") return;
        Assert.NotEmpty(Shipped.Device(id).Published);
    }

    [Fact]
    public void Conditions_change_the_cell_and_nothing_else()
    {
        var stack = Shipped.Stack("lixwo3-lipon");
        var none = PublishedConditions.AsTheFile;
        Assert.False(none.ChangesCell);
        Assert.False((none with { ReadVoltage = 0.1 }).ChangesCell);
        var at = none with { Temperature = 350, ChannelWidth = 1e-7, ChannelLength = 2e-7, PulseWidth = 1e-6, Amplitude = 2 };
        var changed = at.Applied(stack);
        Assert.Equal((350, 1e-7, 2e-7, 1e-6), (changed.Temperature, changed.Channel.Width, changed.Channel.Length, changed.Pulse.Width));
        Assert.Equal(2, Math.Abs(changed.PulseLevel(true) - changed.HoldVoltage), 1e-9);
        Assert.Equal(stack.Channel.Thickness, changed.Channel.Thickness);
        Assert.Equal(stack.Window, changed.Window);
        // Currents and charges go with the area (the line's resistance does not, and is small): 100 × 100 nm² of 10 × 10 µm².
        var small = new PublishedSubject(Shipped.Device("lixwo3-lipon"), none with { ChannelWidth = 1e-7, ChannelLength = 1e-7 });
        Assert.Equal(1e-4, small.Sheet.Writing!.EnergyPerPulse / Shipped.Device("lixwo3-lipon").DataSheet.Writing!.EnergyPerPulse, 1e-6);
    }

    // By hand: TiO2-x has U = −(s/z)x − (kT/ze)·ln[x/(1 − x)], s = 1 eV, z = 2, channel and gate alike, so V_OCV doubles;
    // stacks.json gives ∓0.178 V at the ends of the window at 150 °C.
    [Fact]
    public void Voltages_of_a_symmetric_cell()
    {
        var subject = new PublishedSubject(Shipped.Device("tio2-x-ysz"), PublishedConditions.AsTheFile);
        Assert.Equal(0.178, subject.SmallestWriteVoltage!.Value, 5e-4);
        Assert.Equal(0.178, subject.OpenCircuitOffset!.Value, 5e-4);
        // It is the smallest: a little below it, pulses stop before the end of the window; a little above, they pass.
        var stack = Shipped.Stack("tio2-x-ysz");
        Stack With(double amplitude) => (PublishedConditions.AsTheFile with { Amplitude = amplitude }).Applied(stack);
        Assert.Throws<InputException>(() => DataSheet.Of(With(0.97 * subject.SmallestWriteVoltage.Value)));
        Assert.Equal("S", DataSheet.Of(With(1.1 * subject.SmallestWriteVoltage.Value)).Unit);
    }

    // stacks.md, by filling: shorted, 10 % of the window is lost after 8.4 d at 25 °C and 18 min at 85 °C. Here by conductance, which contacts of 500 Ω
    // compress by 3 to 8 % over the window, most at its upper end: a tenth of G is lost earlier from the lower end.
    [Fact]
    public void Retention_falls_by_the_activation_energy_of_the_electrolyte()
    {
        double Days(double temperature) => new PublishedSubject(Shipped.Device("tio2-x-ysz"), PublishedConditions.AsTheFile with { Temperature = temperature })
            .RetentionTime(GateAfterPulse.Shorted)!.Value / 86400;
        Assert.InRange(Days(298.15), 8.4 / 1.1, 8.4);
        Assert.InRange(Days(358.15) * 1440, 18 / 1.1, 18);
        // Zirconia of 1.0 eV takes nearly all of the voltage: 1/R ~ exp(−E/kT), between 25 and 85 °C a factor 678.
        var expected = Math.Exp(1.0 / 8.617333262e-5 * (1 / 298.15 - 1 / 358.15));
        Assert.Equal(1, Days(298.15) / Days(358.15) / expected, 0.05);
    }

    [Theory]
    [InlineData("\"quantity\": \"energy_per_pulse\", \"value\": \"5 ns\"", "published[0].value", "wrong unit")]
    [InlineData("\"quantity\": \"enery_per_pulse\", \"value\": \"5 fJ\"", "published[0].quantity", "did you mean 'energy_per_pulse'")]
    [InlineData("\"quantity\": \"endurance\", \"value\": \"1e8\"", "not_computed", "say why")]
    [InlineData("\"quantity\": \"states\", \"value\": \"100\", \"bound\": \"more\"", "published[0].bound", "'more'")]
    [InlineData("\"quantity\": \"states\", \"value\": \"100\", \"at\": { \"temperature\": \"5 nm\" }", "published[0].at.temperature", "wrong unit")]
    [InlineData("\"quantity\": \"states\", \"value\": \"100\", \"at\": { \"pulse_width\": \"-5 ns\" }", "published[0].at.pulse_width", "positive")]
    [InlineData("\"quantity\": \"states\", \"value\": \"100\", \"at\": { \"width\": \"5 ns\" }", "published[0].at", "'width'")]
    public void Wrong_figures_are_named(string entry, string where, string what)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var text = File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "models", "devices", "capacitor.json"));
            var path = Path.Combine(folder.FullName, "mine.json");
            File.WriteAllText(path, text.Insert(text.IndexOf('{', StringComparison.Ordinal) + 1, $"\"published\": [{{ {entry}, \"source\": \"a test of this file\", \"mark\": \"literature\" }}],"));
            var message = Assert.Throws<InputException>(() => CellDevice.Read(Shipped.Library(), path)).Message;
            Assert.Contains(where, message);
            Assert.Contains(what, message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"ratio (?:of )?(\d+(?:\.\d+)?(?:e-?\d+)?)")]
    private static partial Regex StatedRatio();
}

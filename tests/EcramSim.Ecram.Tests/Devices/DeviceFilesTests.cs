using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Tests.Devices;

public class DeviceFilesTests
{
    private static InputException Fails(string id, params string[] settings) =>
        Assert.Throws<InputException>(() => CellDevice.Read(Shipped.Library(), id, [.. settings.Select(Setting.Parse)]));

    // docs/adding.md shows a whole file: it is one.
    [Fact]
    public void The_device_file_in_the_documentation_reads()
    {
        var page = File.ReadAllText(Path.Combine(EcramSim.Tests.Reference.ReferenceData.RepositoryRoot, "docs", "adding.md"));
        var start = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var path = Path.Combine(Directory.CreateTempSubdirectory("ecram-docs-").FullName, "label.json");
        File.WriteAllText(path, page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
        var sheet = CellDevice.Read(Shipped.Library(), path).DataSheet.Observables;
        Assert.Equal(1.2, sheet.Potentiation.Nonlinearity, 0.02);
        // Printed negative where it saturates.
        Assert.Equal(2.1, sheet.Depression.Nonlinearity, 0.02);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Every_shipped_device_reads_and_says_what_it_reproduces()
    {
        foreach (var id in Shipped.Library().Ids(ModelKind.Device))
        {
            var device = Shipped.Device(id);
            Assert.Equal(id, device.Id);
            // A list reads it without compiling it, to the same.
            var entry = CellDevice.ReadEntry(Shipped.Library(), id);
            Assert.Equal((id, device.Title, device.Kind), (entry.Id, entry.Title, entry.Kind));
            Assert.Equal(device.Parameters, entry.Parameters);
            Assert.NotEmpty(device.Description);
            Assert.NotEmpty(device.Parameters);
            Assert.All(device.Parameters, p => Assert.True(p.Source.Length > 3 && p.Status is "measured" or "fitted" or "estimated", $"{id}: {p.Path}"));
            Assert.NotNull(device.LearningRateFor("digits-mlp", "digits", "sgd"));
            Assert.True(device.DataSheet.Observables.StatesByStep > 1);
        }
    }

    // What the review of the field names, and the systems behind the published figures of docs/physics.md.
    [Fact]
    public void Every_system_of_the_review_is_there_as_host_and_as_device()
    {
        string[] hosts = [.. Shipped.Physical.Select(id => Shipped.Stack(id).Channel.Host.Formula)];
        foreach (var formula in new[] { "LixCoO2", "LixWO3", "LixMoO3", "LixTiO2", "HxWO3", "SmNiO3-d", "SrCoO3-d", "TiO2-d", "PEDOT:PSS/PEI", "LixC6" })
            Assert.Contains(hosts, h => h.StartsWith(formula, StringComparison.Ordinal));
        string[] electrolytes = [.. Shipped.Physical.Select(id => Shipped.Stack(id).Electrolyte.Material.Id)];
        foreach (var id in new[] { "lipon", "peo-liclo4", "psg", "nafion", "ysz" }) Assert.Contains(id, electrolytes);
    }

    [Fact]
    public void Devices_that_are_evaluated_by_name_only_say_so()
    {
        var byDefault = CellDevice.EvaluatedByDefault(Shipped.Library());
        Assert.Contains("lixwo3-lipon", byDefault);
        Assert.DoesNotContain("lixmoo3-peo", byDefault);
        Assert.All(byDefault, id => Assert.Contains(id, Shipped.Library().Ids(ModelKind.Device)));
    }

    [Fact]
    public void Parameters_of_host_and_electrolyte_files_are_counted_once()
    {
        var files = Shipped.Device("tio2-x-ysz").Parameters.Select(p => p.File).ToHashSet();
        Assert.Contains("models/materials/tio2-x.json", files);
        Assert.Contains("models/electrolytes/ysz.json", files);
        var all = Shipped.Device("tio2-x-ysz").Parameters;
        Assert.Equal(all.Count, all.Select(p => (p.File, p.Path)).Distinct().Count());
    }

    // Labels of the published fits: r = (s/2)·range over the mean step, by hand; and their bounds.
    [Fact]
    public void Presets_have_the_labels_of_their_slopes()
    {
        var tang = Shipped.Device("tang-2018").DataSheet.Observables;
        Assert.Equal(0.253, tang.Potentiation.Nonlinearity, 0.002);
        Assert.Equal(1.549, tang.Depression.Nonlinearity, 0.002);
        var ideal = Shipped.Device("gokmen-vlasov").DataSheet.Observables;
        Assert.Equal(1250, ideal.StatesByStep, 0.1);
        Assert.Equal(0, ideal.Potentiation.Nonlinearity, 1e-3);
        Assert.Null(ideal.SymmetryPoint);
        // σ = 0.3 of a step: range/(2·0.3·step).
        Assert.Equal(1250 / 0.6, ideal.StatesByNoise!.Value, 5.0);
    }

    [Fact]
    public void A_changed_value_changes_the_device()
    {
        var thick = CellDevice.Read(Shipped.Library(), "lixwo3-lipon", [Setting.Parse("device.channel.thickness=\"100 nm\"")]);
        Assert.Equal(0.5, thick.DataSheet.Writing!.FillingUp / Shipped.Device("lixwo3-lipon").DataSheet.Writing!.FillingUp, 0.02);
        Assert.Contains(thick.Parameters, p => p.Path == "channel.thickness" && p.Status == "set");
    }

    [Theory]
    [InlineData("device.channel.thickness=\"-20 nm\"", "channel.thickness", "allowed range")]
    [InlineData("device.channel.thickness=\"20 V\"", "channel.thickness", "wrong unit")]
    [InlineData("device.channel.thickness=20", "channel.thickness", "no unit")]
    [InlineData("device.window.minimum=1.2", "window.minimum", "(0, 1)")]
    [InlineData("device.window.minimum=0.5", "window.maximum", "greater than the minimum")]
    [InlineData("device.pulse.amplitude_up=\"0.1 V\"", "pulse", "cannot be traversed")]
    [InlineData("device.gate.host=lixwo4", "material 'lixwo4'", "did you mean 'lixwo3'")]
    [InlineData("device.gate.host=pdhx", "gate.host", "H+")]
    [InlineData("device.gate.thickness=\"1 nm\"", "gate.filling", "too small")]
    [InlineData("device.pulse.gate_after=opem", "pulse.gate_after", "'open'")]
    public void Bad_values_are_named(string setting, string where, string what)
    {
        var error = Fails("lixwo3-lipon", setting);
        Assert.Contains(where, error.Message);
        Assert.Contains(what, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Unknown_device_and_misspelt_keys_name_the_nearest()
    {
        Assert.Contains("did you mean 'lixwo3-lipon'", Fails("lixwo3-lipno").Message);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var text = File.ReadAllText(Path.Combine(EcramSim.Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", "lixwo3-lipon.json"));
            var path = Path.Combine(folder.FullName, "mine.json");
            File.WriteAllText(path, text.Replace("\"gate_after\"", "\"gate_afetr\"", StringComparison.Ordinal));
            var error = Fails(path);
            Assert.Contains("gate_after", error.Message);
            Assert.Contains("gate_afetr", error.Message);
            File.WriteAllText(path, text.Replace("\"return_edge\"", "\"x\"", StringComparison.Ordinal).Replace("\"rest\"", "\"remark\": 1, \"rest\"", StringComparison.Ordinal));
            Assert.Contains("'remark'", Fails(path).Message);
            File.WriteAllText(path, text);
            Assert.Equal("mine", CellDevice.Read(Shipped.Library(), path).Id);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Text.Json.Nodes;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Tests.Runs;

/// <summary>The record of a run: one identity for one meaning, read back as it was written.</summary>
public sealed class RunRecordTests
{
    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static RunRecord Record(string configuration, string device, params ParameterRecord[] parameters) =>
        new("evaluate", Json(configuration), [1, 2], new Dictionary<string, JsonObject> { ["devices/a"] = Json(device) }, parameters);

    // Digests of the text written out by hand, by sha256sum.
    [Theory]
    [InlineData("""{ "b": [1, 2.50, "x"], "a": { "d": null, "c": true } }""", """{"a":{"c":true,"d":null},"b":[1,2.5,"x"]}""", "5ccd52c83105ca4ef6eac61e7eab5e37f4bcfdbd4574134c7ecce45dca7b34ca")]
    [InlineData("""{}""", """{}""", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    public void Canonical_text_and_hash(string json, string canonical, string hash)
    {
        Assert.Equal(canonical, CanonicalJson.Text(Json(json)));
        Assert.Equal(hash, CanonicalJson.Hash(Json(json)));
    }

    [Fact]
    public void Identity_depends_on_values_and_not_on_how_they_are_written()
    {
        var identity = Record("""{ "epochs": 2, "lr": 0.1 }""", """{ "title": "x" }""").Identity;
        Assert.Equal(identity, Record("""{"lr":1e-1,"epochs":2.0}""", """{"title":"x"}""").Identity);
        Assert.NotEqual(identity, Record("""{ "epochs": 3, "lr": 0.1 }""", """{ "title": "x" }""").Identity);
        Assert.NotEqual(identity, Record("""{ "epochs": 2, "lr": 0.1 }""", """{ "title": "y" }""").Identity);
        Assert.Matches("^[0-9a-f]{64}$", identity);
        Assert.Equal(Path.Combine("runs", "evaluate-" + identity[..8]), RunFolder.DefaultPath("evaluate", identity));
    }

    [Fact]
    public void Read_back_it_repeats_to_the_same_text()
    {
        var file = Path.GetTempFileName();
        try
        {
            var record = Record("""{ "epochs": 2 }""", """{ "thickness": "20 µm", "n": 0.10 }""");
            File.WriteAllText(file, record.ToJson());
            var stored = RunRecord.Read(file);
            Assert.Equal("evaluate", stored.Command);
            Assert.Equal(record.Identity, stored.Identity);
            Assert.Equal(record.ToJson(), new RunRecord(stored.Command, stored.Configuration.DeepClone().AsObject(), [1, 2], stored.Models, []).ToJson());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Sources_list_each_parameter_once_by_id_and_not_by_path()
    {
        var record = Record("{}", "{}",
            new ParameterRecord("/somewhere/a.json", "channel.thickness", "20 nm", "estimated", "a guess"),
            new ParameterRecord("models/devices/a.json", "channel.thickness", "20 nm", "estimated", "a guess"),
            new ParameterRecord("models/materials/b.json", "site_density", "1 mol/m3", "measured", "Aa 2020"));
        Assert.Equal(2, record.Sources.Count);
        Assert.Equal("Aa 2020", record.Sources[0]!["source"]!.GetValue<string>());
        Assert.Equal("a: channel.thickness", Assert.Single(record.Sources[1]!["parameters"]!.AsArray())!.GetValue<string>());
        Assert.DoesNotContain("somewhere", record.ToJson(), StringComparison.Ordinal);
    }
}

using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Tests.Models;

/// <summary>Every kind of mistake in a model file ends in one line that says where it stands and what would be right.</summary>
public sealed class BadModelFileTests
{
    private const string File = "models/materials/mine.json";

    [Theory]
    // Keys.
    [InlineData("\"site_density\"", "\"site_densty\"", "site_density", "is missing", "site_densty")]
    [InlineData("\"formula\"", "\"colour\": \"blue\", \"formula\"", "unknown key 'colour'", "valid:", "formula")]
    [InlineData("\"transfer_coefficient\"", "\"transfer_coeficient\"", "kinetics.transfer_coefficient", "is missing", "transfer_coeficient")]
    [InlineData("\"interaction\": {", "\"intraction\": 1, \"interaction\": {", "thermodynamics: unknown key 'intraction'", "did you mean 'interaction'?", "")]
    [InlineData("\"title\": \"Amorphous lithium tungsten bronze, the channel of Tang 2018\"", "\"title\": 5", "title", "must be a text", "")]
    // Parameters without a part.
    [InlineData("\"value\": \"26000 mol/m3\", ", "", "site_density", "has no \"value\"", "")]
    [InlineData("\"value\": \"26000 mol/m3\", \"status\": \"estimated\"", "\"value\": \"26000 mol/m3\"", "site_density", "has no \"status\"", "")]
    [InlineData("\"value\": \"26000 mol/m3\", \"status\": \"estimated\"", "\"value\": \"26000 mol/m3\", \"status\": \"mesured\"", "unknown status 'mesured'", "did you mean 'measured'?", "")]
    [InlineData("\"value\": \"26000 mol/m3\", \"status\": \"estimated\"", "\"value\": \"26000 mol/m3\", \"unit\": \"mol/m3\", \"status\": \"estimated\"", "unknown key 'unit'", "value", "")]
    [InlineData(", \"source\": \"symmetric barrier assumed\"", "", "transfer_coefficient", "has no \"source\"", "")]
    [InlineData("\"charge_number\": {", "\"charge_number\": 1, \"was\": {", "charge_number", "must be an object", "")]
    // Units.
    [InlineData("26000 mol/m3", "26000 V", "site_density", "wrong unit 'V'", "51218 mol/m3")]
    [InlineData("26000 mol/m3", "26000 mole", "site_density", "unknown unit 'mole'", "concentration")]
    [InlineData("\"26000 mol/m3\"", "26000", "site_density", "has no unit", "concentration")]
    [InlineData("26000 mol/m3", "26000", "site_density", "has no unit", "concentration")]
    [InlineData("\"value\": 0.5", "\"value\": \"0.5 V\"", "transfer_coefficient", "wrong unit 'V'", "")]
    // Ranges.
    [InlineData("26000 mol/m3", "-26000 mol/m3", "site_density", "-26000 mol/m3", "(0, inf)")]
    [InlineData("\"value\": 0.5", "\"value\": 1.5", "transfer_coefficient", "1.5", "(0, 1)")]
    [InlineData("\"value\": 1, ", "\"value\": 1.5, ", "charge_number", "1.5", "whole number")]
    [InlineData("\"value\": 1, ", "\"value\": 7, ", "charge_number", "7", "[1, 3]")]
    [InlineData("26000 mol/m3", "NaN mol/m3", "site_density", "'NaN mol/m3' is not a number", "")]
    [InlineData("26000 mol/m3", "1e999 mol/m3", "site_density", "not a finite number", "")]
    [InlineData("\"value\": \"1000 S/m\"", "\"value\": \"40 S/m\"", "electronic_conductivity.slope", "positive for no x", "")]
    // Laws.
    [InlineData("\"law\": \"butler-volmer\"", "\"law\": \"butler-volmr\"", "kinetics.law", "unknown value 'butler-volmr'; did you mean 'butler-volmer'?", "marcus")]
    [InlineData("\"exchange_current\": \"concentration\"", "\"exchange_current\": \"concentrations\"", "kinetics.exchange_current", "did you mean 'concentration'?", "")]
    [InlineData("\"thermodynamics\": {", "\"thermodynamics\": 3, \"was\": {", "thermodynamics", "must be an object", "")]
    public void Mistake_is_named(string what, string by, string where, string problem, string right)
    {
        using var folder = ModelFolder.Changed(what, by);
        var error = Assert.Throws<InputException>(() => Host.Load(folder.Library, ModelFolder.Name));
        Assert.StartsWith(File, error.Message, StringComparison.Ordinal);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(right, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("\"formula\": \"LixWO3\",", "\"formula\": \"LixWO3\", \"formula\": \"LixWO3\",", "twice")]
    [InlineData("\"formula\": \"LixWO3\",", "\"formula\": \"LixWO3\"", "line 4")]
    [InlineData("\"formula\": \"LixWO3\",", "\"formula\": NaN,", "line 3")]
    [InlineData("\"formula\": \"LixWO3\",", "// comment\n\"formula\": \"LixWO3\",", "line 3")]
    public void Broken_json_is_named_with_its_line(string what, string by, string problem)
    {
        using var folder = ModelFolder.Changed(what, by);
        var error = Assert.Throws<InputException>(() => Host.Load(folder.Library, ModelFolder.Name));
        Assert.StartsWith(File, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("", "line 1"), InlineData("[1, 2]", "must hold one JSON object"), InlineData("{ \"title\": \"x\"", "line 1"), InlineData("{}", "is missing")]
    public void Truncated_or_foreign_files_are_refused(string text, string problem)
    {
        using var folder = new ModelFolder(text);
        Assert.Contains(problem, Assert.Throws<InputException>(() => Host.Load(folder.Library, ModelFolder.Name)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"x\": [0.1, 0.5], \"U_V\": [3, 2, 1] }", "different lengths")]
    [InlineData("{ \"x\": [0.5, 0.1], \"U_V\": [3, 2] }", "row 2")]
    [InlineData("{ \"x\": [0, 0.5], \"U_V\": [3, 2] }", "between 0 and 1")]
    [InlineData("{ \"x\": [0.1, 0.5], \"U_V\": [3, \"a\"] }", "row 2")]
    [InlineData("{ \"x\": [0.1, 0.5], \"U_V\": [3, 1e999] }", "row 2")]
    [InlineData("{ \"x\": [0.1, 0.5], \"U\": [3, 2] }", "unknown column 'U'")]
    [InlineData("{ \"x\": [0.1, 0.5] }", "column 'U_V' is missing")]
    [InlineData("5", "must be an object with the columns x, U_V")]
    public void Bad_tables_are_named(string table, string problem)
    {
        using var folder = ModelFolder.Changed("\"law\": \"linear\",\n    \"interaction\": {",
            $"\"law\": \"tabulated\", \"table\": {{ \"value\": {table}, \"status\": \"measured\", \"source\": \"test\" }}, \"interaction\": {{");
        var error = Assert.Throws<InputException>(() => Host.Load(folder.Library, ModelFolder.Name));
        Assert.StartsWith(File + ": thermodynamics.table", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}

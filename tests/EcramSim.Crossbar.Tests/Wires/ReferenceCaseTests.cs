using System.Text.Json;
using EcramSim.Crossbar.Wires;
using EcramSim.Tests.Reference;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Arrays that two other programs solved, agreeing to 6.5e-13.</summary>
public class ReferenceCaseTests
{
    public static IEnumerable<object[]> Cases => ReferenceData.Cases("crossbar", "meta.json");

    [Theory, MemberData(nameof(Cases))]
    public void Currents_node_voltages_and_power_are_those_of_other_programs(string meta)
    {
        var folder = Path.GetDirectoryName(meta)!;
        using var json = JsonDocument.Parse(File.ReadAllText(meta));
        double Number(string key) => json.RootElement.GetProperty(key).GetDouble();
        var resistances = CsvMatrix.Read(Path.Combine(folder, "R_ohm.csv"));
        var inputs = CsvMatrix.Read(Path.Combine(folder, "V_in.csv"));
        var currents = CsvMatrix.Read(Path.Combine(folder, "I_out_ref.csv"));
        var (rows, columns) = (resistances.Length, resistances[0].Length);
        var solver = new NodalSolver(new Wiring(Number("r_word_ohm"), Number("r_bit_ohm")), rows, columns, [.. resistances.SelectMany(r => r).Select(r => 1 / r)]);
        for (var k = 0; k < inputs[0].Length; k++)
        {
            var solution = solver.Solve([.. inputs.Select(r => r[k])]);
            for (var j = 0; j < columns; j++) Assert.True(Math.Abs(solution.BitCurrents[j] / currents[k][j] - 1) < 1e-10, $"input {k}, column {j}: {solution.BitCurrents[j]} A, not {currents[k][j]} A");
            Assert.Equal(1, solution.SourcePower / json.RootElement.GetProperty("power_source_W")[k].GetDouble(), 1e-10);
            Assert.Equal(1, solution.DissipatedPower / solution.SourcePower, 1e-10);
            Compare(Path.Combine(folder, $"Vword_{k}.csv"), solution.WordVoltages, columns);
            Compare(Path.Combine(folder, $"Vbit_{k}.csv"), solution.BitVoltages, columns);
        }
    }

    private static void Compare(string path, double[] voltages, int columns)
    {
        if (!File.Exists(path)) return;
        var expected = CsvMatrix.Read(path);
        for (var i = 0; i < expected.Length; i++)
            for (var j = 0; j < columns; j++) Assert.Equal(expected[i][j], voltages[i * columns + j], 1e-10);
    }
}

using System.Text;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Pulse files in the forms that people have; expected values are those of the text itself.</summary>
public class PulseFileTests
{
    [Theory]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,2e-6\n2,3e-6\n3,4e-6\n4,5e-6\n5,4.2e-6\n6,3.2e-6\n7,2.2e-6\n8,1.2e-6\n9,1.1e-6\n")]
    [InlineData("\uFEFFPulse;Conductance (µS)\r\n0;1,0\r\n1;2,0\r\n2;3,0\r\n3;4,0\r\n4;5,0\r\n5;4,2\r\n6;3,2\r\n7;2,2\r\n8;1,2\r\n9;1,1\r\n")]
    [InlineData("Keithley\nVread\t0.1\n\nNo.\tG\n-\tnS\n0\t1000\n1\t2000\n2\t3000\n3\t4000\n4\t5000\n5\t4200\n6\t3200\n7\t2200\n8\t1200\n9\t1100\n")]
    [InlineData("# pulse resistance_Mohm\n0 1\n1 0.5\n2 0.333333333333\n3 0.25\n4 0.2\n5 0.238095238095\n6 0.3125\n7 0.454545454545\n8 0.833333333333\n9 0.909090909091\n")]
    [InlineData("G [nS],Puls voltage,dir\n1000,0,none\n2000,0,up\n3000,0,up\n4000,0,up\n5000,0,up\n4200,0,down\n3200,0,down\n2200,0,down\n1200,0,down\n1100,0,down\n")]
    public void One_record_in_many_forms(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))).ToArray(), Encoding.Latin1.GetBytes(text.TrimStart('\uFEFF')) })
        {
            var data = Read(bytes, new PulseReading());
            Assert.Equal("S", data.Unit);
            Assert.Equal([true, false], data.Branches.Select(b => b.Up));
            Assert.Equal([1e-6, 2e-6, 3e-6, 4e-6, 5e-6], data.Branches[0].Values.Select(v => Math.Round(v, 12)));
            Assert.Equal([4.2e-6, 3.2e-6, 2.2e-6, 1.2e-6, 1.1e-6], data.Branches[1].Values.Select(v => Math.Round(v, 12)));
            Assert.Equal(5e-6, data.Branches[1].Before!.Value, 1e-15);
        }
    }

    [Fact]
    public void Currents_and_the_sign_of_the_voltage()
    {
        // Negative pulses potentiate, as with LixCoO2.
        var data = Read("n,I (nA),Vg (V)\n0,100,0\n1,110,-1\n2,120,-1\n3,130,-1\n4,140,-1\n5,150,-1\n6,141,1\n7,131,1\n8,121,1\n9,111,1\n10,105,1\n", new PulseReading(0.1));
        Assert.Equal("the sign of the voltage (negative potentiates)", data.Direction);
        Assert.Equal([1e-6, 1.1e-6, 1.2e-6, 1.3e-6, 1.4e-6, 1.5e-6], data.Branches[0].Values.Select(v => Math.Round(v, 12)));
        Assert.Equal(-1, data.VoltageUp);
        Assert.Equal(1, data.VoltageDown);
    }

    [Fact]
    public void Columns_cycles_and_gaps_in_the_count()
    {
        var columns = Read("potentiation_uS,depression_uS\n1,5\n2,4\n3,3\n4,2\n5,1\n", new PulseReading());
        Assert.Equal([1e-6, 5e-6], columns.Branches.Select(b => Math.Round(b.Values[0], 12)));
        var cycles = Read("pulse,1,2\n0,0.1,0.11\n1,0.4,0.42\n2,0.7,0.73\n3,0.9,0.93\n4,0.6,0.61\n5,0.3,0.28\n6,0.1,\n", new PulseReading());
        Assert.Equal("one column per cycle", cycles.Layout);
        Assert.Equal([1, 1, 2, 2], cycles.Branches.Select(b => b.Cycle));
        var gaps = Read("pulse,g_uS,direction\n0,1,up\n10,2,up\n20,3,up\n40,5,up\n60,7,up\n61,7.1,up\n62,7.2,up\n63,7.3,up\n64,7.4,up\n", new PulseReading());
        Assert.Equal([10, 10, 20, 20, 1, 1, 1, 1], gaps.Branches[0].Counts.Skip(1));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("hello\nworld\n", "no rows of numbers")]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,x\n2,3e-6\n3,4e-6\n", "line 3, column 2")]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,NaN\n2,3e-6\n3,4e-6\n", "'NaN' is not a finite number")]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,2e-6\n2,3e-6\n3\n", "1 cells where the rows above have 2")]
    [InlineData("pulse,foo,bar\n0,1,2\n1,2,3\n2,3,4\n", "no column of conductance")]
    [InlineData("conductance_S,g_uS,pulse\n1,2,3\n2,3,4\n", "say the same")]
    [InlineData("pulse,current_nA\n0,1\n1,2\n2,3\n", "--read-voltage")]
    [InlineData("pulse,current\n0,1\n1,2\n2,3\n", "has no unit")]
    [InlineData("pulse,conductance_S,direction\n0,1e-6,up\n1,2e-6,sideways\n2,3e-6,up\n", "unknown direction 'sideways'")]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,2e-6\n1,2e-6\n2,3e-6\n3,4e-6\n4,5e-6\n5,6e-6\n6,7e-6\n7,8e-6\n", "pulse 1 stands there twice")]
    [InlineData("pulse,conductance_S\n0,1e-6\n1,1e-6\n2,1e-6\n3,1e-6\n4,1e-6\n5,1e-6\n6,1e-6\n7,1e-6\n8,1e-6\n9,1e-6\n", "change nothing")]
    public void What_cannot_be_understood_is_named(string text, string words)
    {
        var error = Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetBytes(text), new PulseReading()));
        Assert.Contains("x.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shipped_form_is_what_the_template_prints()
    {
        var folder = Path.Combine(ModelLibrary.ShippedFolder("datasets"), "pulses");
        foreach (var name in PulseTemplate.Names)
            Assert.Equal(PulseTemplate.Text(name), File.ReadAllText(Path.Combine(folder, name + ".csv")).ReplaceLineEndings("\n"));
    }

    private static PulseData Read(string text, PulseReading reading) => Read(Encoding.UTF8.GetBytes(text), reading);

    private static PulseData Read(byte[] bytes, PulseReading reading)
    {
        var folder = Directory.CreateTempSubdirectory("ecram-pulses");
        try
        {
            var file = Path.Combine(folder.FullName, "x.csv");
            File.WriteAllBytes(file, bytes);
            return PulseFile.Read(file, reading);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

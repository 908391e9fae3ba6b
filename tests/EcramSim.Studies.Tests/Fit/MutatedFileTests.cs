using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;
using EcramSim.Tests.Reference;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Files as they arrive: cut, swapped, in a wrong encoding, huge, with NaN. Each ends in data or in one line that names the file.</summary>
public class MutatedFileTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 2000 : 200;

    [Fact]
    public void Every_damaged_pulse_file_is_read_or_refused_in_one_line()
    {
        var (read, refused) = (0, 0);
        var folder = Directory.CreateTempSubdirectory("ecram-mutated");
        try
        {
            for (var n = 0; n < Count; n++)
            {
                var draw = new RandomStream((ulong)n, "test/mutation");
                var form = PulseTemplate.Names[draw.NextInt32(PulseTemplate.Names.Count)];
                var file = Path.Combine(folder.FullName, $"{n}.csv");
                File.WriteAllBytes(file, Mutation.Bytes(PulseTemplate.Text(form), draw));
                try
                {
                    var reading = form == "current" ? new PulseReading(0.1) : new PulseReading();
                    if (form == "retention") _ = RelaxationFit.Of(file, new FitPlan(file, reading).TextOf(file), reading);
                    else
                    {
                        var data = PulseFile.Read(file, new FitPlan(file, reading).TextOf(file), reading);
                        Assert.True(data.Steps >= 8 && double.IsFinite(data.Minimum) && data.Maximum > data.Minimum);
                        // Now and then the whole way; the reading is what differs.
                        if (n % 20 == 0)
                            try
                            {
                                var study = FitStudy.Of(new FitPlan(file, reading) { Law = "linear-step" }, data, ModelLibrary.Shipped(), []);
                                Assert.Equal("update-law", study.Document["kind"]!.ToString());
                            }
                            catch (InputException e)
                            {
                                Assert.DoesNotContain('\n', e.Message);
                            }
                    }
                    read++;
                }
                catch (InputException e)
                {
                    refused++;
                    Assert.DoesNotContain('\n', e.Message);
                    Assert.Contains($"{n}.csv", e.Message, StringComparison.Ordinal);
                    Assert.True(e.Message.Length < folder.FullName.Length + 400, e.Message);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.True(read > Count / 10 && refused > Count / 4, $"{read} read, {refused} refused");
    }
}

using System.Globalization;
using System.Text;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;

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
                File.WriteAllBytes(file, Mutate(PulseTemplate.Text(form), draw));
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
                            catch (InvalidOperationException e)
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

    [Fact]
    public void Every_damaged_device_file_is_read_or_refused_in_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("ecram-mutated");
        try
        {
            var library = ModelLibrary.Shipped();
            string[] names = ["tang-2018", "gokmen-vlasov", "mo-ecram"];
            for (var n = 0; n < Count; n++)
            {
                var draw = new RandomStream((ulong)n, "test/mutated-json");
                var text = File.ReadAllText(Path.Combine(ModelLibrary.ShippedFolder("models"), "devices", names[draw.NextInt32(names.Length)] + ".json"));
                var file = Path.Combine(folder.FullName, $"{n}.json");
                File.WriteAllBytes(file, Mutate(text, draw));
                try
                {
                    _ = CellDevice.Read(library, file).DataSheet;
                }
                catch (InputException e)
                {
                    Assert.DoesNotContain('\n', e.Message);
                    Assert.Contains($"{n}.json", e.Message, StringComparison.Ordinal);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Mutate(string text, RandomStream draw)
    {
        var lines = text.Split('\n').ToList();
        for (var k = draw.NextInt32(2); k >= 0; k--)
        {
            var (i, j) = (draw.NextInt32(lines.Count), draw.NextInt32(lines.Count));
            var cells = lines[i].Split(',');
            switch (draw.NextInt32(14))
            {
                case 0: lines.RemoveRange(i, lines.Count - i); lines.Add(""); break;
                case 1: (lines[i], lines[j]) = (lines[j], lines[i]); break;
                case 2: lines.RemoveAt(i); lines.Add(""); break;
                case 3: cells[draw.NextInt32(cells.Length)] = "NaN"; lines[i] = string.Join(',', cells); break;
                case 4: cells[draw.NextInt32(cells.Length)] = "1e999"; lines[i] = string.Join(',', cells); break;
                case 5: cells[draw.NextInt32(cells.Length)] = new string('9', 500); lines[i] = string.Join(',', cells); break;
                // A column twice.
                case 6: lines = [.. lines.Select(l => l.Length == 0 ? l : l + "," + l.Split(',')[0])]; break;
                case 7: cells[draw.NextInt32(cells.Length)] = ""; lines[i] = string.Join(',', cells); break;
                case 8: lines[i] = lines[i][..draw.NextInt32(lines[i].Length + 1)]; break;
                case 9: lines[i] = lines[i].Replace(',', ';'); break;
                case 10: lines.InsertRange(i, Enumerable.Repeat(lines[j], draw.NextInt32(40))); break;
                case 11: lines[i] += "\"\0\u0007"; break;
                case 12: cells[draw.NextInt32(cells.Length)] = (1e-3 * draw.NextNormal()).ToString("R", CultureInfo.InvariantCulture); lines[i] = string.Join(',', cells); break;
                default: lines = [.. lines.Select(l => l.Replace('.', ','))]; break;
            }
        }
        var joined = string.Join(draw.NextInt32(2) == 0 ? "\n" : "\r\n", lines);
        var bytes = draw.NextInt32(7) switch
        {
            0 => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(joined)).ToArray(),
            1 => Encoding.BigEndianUnicode.GetBytes(joined),
            2 => Encoding.Latin1.GetBytes(joined),
            3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(joined)],
            _ => Encoding.UTF8.GetBytes(joined),
        };
        if (draw.NextInt32(12) == 0) return bytes[..draw.NextInt32(bytes.Length + 1)];
        if (draw.NextInt32(12) == 0 && bytes.Length > 0) bytes[draw.NextInt32(bytes.Length)] = (byte)draw.NextInt32(256);
        return bytes;
    }
}

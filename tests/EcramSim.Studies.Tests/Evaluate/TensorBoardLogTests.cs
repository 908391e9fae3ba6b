using System.Buffers.Binary;
using System.Text;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Tests.Evaluate;

/// <summary>Event files read back by a reader of their own: framing, both checksums of every record, tags, steps and values.</summary>
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ecram-tensorboard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Curves_are_those_of_the_rows()
    {
        var plan = new EvaluationPlan { Devices = ["float32", "lixwo3-lipon"], Seeds = 1, First = 100, Epochs = 2, Causes = false };
        var result = Evaluation.Run(plan, ModelLibrary.Shipped(), [], 1, new TensorBoardLog(_folder, new Ignored()));
        Assert.Equal(["float32-seed1", "lixwo3-lipon-seed1"], Directory.GetDirectories(_folder).Select(Path.GetFileName).Order());
        foreach (var device in plan.Devices)
        {
            var scalars = Scalars(Assert.Single(Directory.GetFiles(Path.Combine(_folder, $"{device}-seed1")))).ToArray();
            var rows = result.Rows.Where(r => r.Device == device).ToArray();
            Assert.Equal([(85L, (float)rows[0].ValidationAccuracy!.Value), (170L, (float)rows[1].ValidationAccuracy!.Value)], Of("accuracy/validation"));
            Assert.Equal([(170L, (float)rows[1].TestAccuracy!.Value)], Of("accuracy/test"));
            Assert.Equal((170L, (float)rows[1].TrainLoss), Of("loss/train")[^1]);
            Assert.InRange(Of("loss/train").Length, 15, 22);
            Assert.Equal(device == "float32" ? [] : [(85L, (float)rows[0].Energy!.Value), (170L, (float)rows[1].Energy!.Value)], Of("hardware/energy_J"));

            (long, float)[] Of(string tag) => [.. scalars.Where(s => s.Tag == tag).Select(s => (s.Step, s.Value))];
        }
    }

    private static IEnumerable<(string Tag, long Step, float Value)> Scalars(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var first = true;
        for (var at = 0; at < bytes.Length; first = false)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            var message = bytes.AsMemory(at + 12, length);
            Assert.Equal(Masked(message.Span), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            at += length + 16;
            var fields = Fields(message);
            if (first)
            {
                Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(fields[3].Span));
                continue;
            }
            var value = Fields(Fields(fields[5])[1]);
            yield return (Encoding.UTF8.GetString(value[1].Span), fields.TryGetValue(2, out var step) ? BinaryPrimitives.ReadInt64LittleEndian(step.Span) : 0, BinaryPrimitives.ReadSingleLittleEndian(value[2].Span));
        }
    }

    // A message of protocol buffers: field number and its bytes; a number as eight bytes.
    private static Dictionary<int, ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new Dictionary<int, ReadOnlyMemory<byte>>();
        var at = 0;
        ulong Number()
        {
            var number = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var b = message.Span[at++];
                number |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80) return number;
            }
        }
        while (at < message.Length)
        {
            var key = Number();
            var field = (int)(key >> 3);
            if ((key & 7) == 0) fields[field] = BitConverter.GetBytes(Number());
            else
            {
                var length = (key & 7) switch { 1 => 8, 5 => 4, _ => (int)Number() };
                fields[field] = message.Slice(at, length);
                at += length;
            }
        }
        return fields;
    }

    // CRC-32C bit by bit, turned and shifted as the form of a record asks.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private sealed class Ignored : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
        }
    }
}

using System.Text;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Exchange;

/// <summary>The form byte by byte, models there and back, and files that are wrong.</summary>
public sealed class SafeTensorsTests
{
    private static byte[] File(string header, params byte[] values) => [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.ASCII.GetBytes(header), .. values];

    [Fact]
    public void Reads_every_type_from_bytes_written_by_hand()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "hand.safetensors");
        // 1.5 is 3FC00000 in single, 3E00 in half and 3FC0 in bfloat16; −2 as a 64-bit integer; true and false.
        System.IO.File.WriteAllBytes(path, File("""{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"h":{"dtype":"F16","shape":[1],"data_offsets":[4,6]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[6,8]},"i":{"dtype":"I64","shape":[],"data_offsets":[8,16]},"t":{"dtype":"BOOL","shape":[2],"data_offsets":[16,18]}}""",
            0, 0, 0xC0, 0x3F, 0, 0x3E, 0xC0, 0x3F, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0));
        var read = SafeTensors.Read(path);
        Assert.Equal(["a", "b", "h", "i", "t"], read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1L, 1L], read["a"].shape);
        foreach (var name in new[] { "a", "b", "h" }) Assert.Equal(1.5f, read[name].item<float>());
        Assert.Equal(-2L, read["i"].item<long>());
        Assert.True(read["t"][0].item<bool>());
        Assert.False(read["t"][1].item<bool>());
    }

    [Fact]
    public void Models_go_out_and_come_in_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "model.safetensors");
        var digital = nn.Sequential(("first", Linear("first", 5, 4)), ("between", nn.Tanh()), ("last", Linear("last", 4, 3)));
        SafeTensors.Write(path, digital.state_dict());
        var bytes = System.IO.File.ReadAllBytes(path);
        Assert.Equal(0, (8 + (long)BitConverter.ToUInt64(bytes)) % 8);
        var analog = Analog.Convert(nn.Sequential(("first", Linear("a", 5, 4)), ("between", nn.Tanh()), ("last", Linear("b", 4, 3))), AnalogOptions.Exact);
        analog.load_state_dict(SafeTensors.Read(path));
        foreach (var (name, value) in digital.state_dict()) Assert.Equal(Values(value), Values(analog.state_dict()[name]));
        var again = Path.Combine(folder.Path, "again.safetensors");
        SafeTensors.Write(again, analog.state_dict());
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(again));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "4 bytes are not [2] values of 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "outside the 4 bytes")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", "type 'Q4' is none of")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "dtype, shape and two data_offsets")]
    [InlineData("""{"a":3}""", "dtype, shape and two data_offsets")]
    [InlineData("""[1]""", "not a JSON object")]
    [InlineData("""{"a":""", "not JSON")]
    public void Wrong_files_are_named_with_the_tensor(string header, string message)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "wrong.safetensors");
        System.IO.File.WriteAllBytes(path, File(header, 0, 0, 0, 0));
        var error = Assert.Throws<InputException>(() => SafeTensors.Read(path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_missing_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "cut.safetensors");
        Assert.Throws<InputException>(() => SafeTensors.Read(path));
        System.IO.File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Contains("3 bytes", Assert.Throws<InputException>(() => SafeTensors.Read(path)).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(path, File("{}")[..9]);
        Assert.Contains("does not fit", Assert.Throws<InputException>(() => SafeTensors.Read(path)).Message, StringComparison.Ordinal);
    }
}

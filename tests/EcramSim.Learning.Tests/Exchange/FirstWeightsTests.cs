using System.Globalization;
using System.Text;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.Tests.Training;
using EcramSim.Learning.Training;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Exchange;

/// <summary>Weights from outside: a file as PyTorch's safetensors writes it, put together by hand from the description of the form.</summary>
public sealed class FirstWeightsTests
{
    private static byte[] ByHand(string second = "layer1.bias", string shape = "[2]", byte[]? bias = null)
    {
        var header = $$$"""{"__metadata__":{"format":"pt"},"layer1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"{{{second}}}":{"dtype":"F16","shape":{{{shape}}},"data_offsets":[24,28]}}""";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        float[] weights = [1, 2, 3, -0.5f, 0.25f, 0];
        // In half precision 1 is 3C00 and −2 is C000.
        return [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.ASCII.GetBytes(header), .. weights.SelectMany(BitConverter.GetBytes), .. bias ?? [0x00, 0x3C, 0x00, 0xC0]];
    }

    private static TorchSharp.Modules.Sequential Model() => nn.Sequential(("layer1", Linear("a", 3, 2)));

    [Fact]
    public void A_file_from_outside_fills_the_model()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var weights = FirstWeights.Read(folder.Write("in.safetensors", ByHand()));
        var model = Model();
        weights.Into(model);
        Assert.Equal([1, 2, 3, -0.5f, 0.25f, 0], Values(model.state_dict()["layer1.weight"]));
        Assert.Equal([1, -2], Values(model.state_dict()["layer1.bias"]));
        Assert.Matches("^[0-9a-f]{64}$", weights.Checksum);
    }

    [Theory]
    [InlineData("layer1.bais", "[2]", "unknown tensor 'layer1.bais'; did you mean 'layer1.bias'?")]
    [InlineData("layer1.bias", "[1,2]", "tensor 'layer1.bias' is [1, 2], where the network has [2]")]
    public void What_does_not_fit_is_told(string second, string shape, string expected)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var weights = FirstWeights.Read(folder.Write("in.safetensors", ByHand(second, shape)));
        Assert.Contains(expected, Assert.Throws<InputException>(() => weights.Into(Model())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_and_a_value_that_is_no_number_are_told()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "in.safetensors");
        SafeTensors.Write(path, [KeyValuePair.Create("layer1.weight", ones(2, 3))]);
        Assert.Contains("tensor 'layer1.bias' [2] is missing", Assert.Throws<InputException>(() => FirstWeights.Read(path).Into(Model())).Message, StringComparison.Ordinal);
        // FE00 is not a number.
        folder.Write("in.safetensors", ByHand(bias: [0x00, 0x3C, 0x00, 0xFE]));
        Assert.Contains("tensor 'layer1.bias': value 2 is NaN", Assert.Throws<InputException>(() => FirstWeights.Read(path).Into(Model())).Message, StringComparison.Ordinal);
    }

    /// <summary>What a training writes, another starts from: the first loss of the second is that of the trained model.</summary>
    [Theory, InlineData("float32"), InlineData("exact"), InlineData("mo-ecram")]
    public void A_training_starts_where_another_ended(string hardware)
    {
        using var folder = new TemporaryFolder();
        var trained = Trainer.Run(TestPlans.Short(Hardware.Float32) with { Epochs = 10 });
        var weights = FirstWeights.Read(folder.Write("out.safetensors", trained.WeightsFile));
        var plan = TestPlans.Short(TestPlans.Device(hardware)) with { Epochs = 1, LearningRate = 1e-6 };
        var from = Trainer.Run(plan with { FirstWeights = weights });
        // The mean loss of the last epoch was measured while the weights still moved.
        Assert.InRange(from.Epochs[0].TrainLoss, 0, trained.Epochs[^1].TrainLoss * 1.1 + 0.02);
        Assert.True(from.TestAccuracy > trained.TestAccuracy - 0.05, from.TestAccuracy.ToString(CultureInfo.InvariantCulture));
        Assert.True(Trainer.Run(plan).Epochs[0].TrainLoss > 2);
    }
}

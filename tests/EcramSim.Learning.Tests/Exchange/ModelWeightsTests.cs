using EcramSim.Insertion.Models;
using EcramSim.Learning.Exchange;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Exchange;

public sealed class ModelWeightsTests
{
    [Fact]
    public void Weights_of_any_precision_find_their_layers()
    {
        using var scope = NewDisposeScope();
        var model = nn.Sequential(("first", Linear("target", 3, 2)), ("between", nn.ReLU()));
        var file = new Dictionary<string, Tensor> { ["first.bias"] = tensor(new[] { 1.5, -2 }), ["first.weight"] = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]) };
        ModelWeights.Load("file", file, model, "network x");
        Assert.Equal([1, 2, 3, 4, 5, 6], Values(model.state_dict()["first.weight"]));
        Assert.Equal([1.5f, -2], Values(model.state_dict()["first.bias"]));
    }

    [Theory]
    [InlineData("missing", "tensor 'first.bias' (2) of network x is missing; did you mean 'first.bais'?")]
    [InlineData("misshapen", "tensor 'first.weight' is 3 × 2, but network x has 2 × 3 there")]
    [InlineData("extra", "tensor 'second.bias' belongs to no layer of network x")]
    [InlineData("infinite", "tensor 'first.bias' holds a value that is infinite or not a number")]
    public void What_does_not_fit_is_named_and_leaves_the_model_alone(string what, string message)
    {
        using var scope = NewDisposeScope();
        var model = nn.Sequential(("first", Linear("target", 3, 2)));
        var before = Values(model.state_dict()["first.weight"]);
        var file = new Dictionary<string, Tensor> { ["first.bias"] = zeros(2), ["first.weight"] = zeros(2, 3) };
        switch (what)
        {
            case "missing":
                file.Remove("first.bias");
                file["first.bais"] = zeros(2);
                break;
            case "misshapen":
                file["first.weight"] = zeros(3, 2);
                break;
            case "extra":
                file["second.bias"] = zeros(2);
                break;
            default:
                file["first.bias"] = tensor(new[] { 0, float.PositiveInfinity });
                break;
        }
        var error = Assert.Throws<InputException>(() => ModelWeights.Load("w.safetensors", file, model, "network x"));
        Assert.StartsWith("w.safetensors: " + message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(model.state_dict()["first.weight"]));
    }
}

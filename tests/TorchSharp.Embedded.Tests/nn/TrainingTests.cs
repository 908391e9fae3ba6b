using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

public sealed class TrainingTests
{
    [Fact]
    public void A_small_network_learns_two_rings()
    {
        using var outer = NewDisposeScope();
        var generator = new Generator(3);
        var x = randn(256, 2, generator: generator);
        var y = x.square().sum(1).gt(1.2).to_type(ScalarType.Int64);
        using var network = nn.Sequential(("hidden", nn.Linear(2, 24)), ("act", nn.Tanh()), ("out", nn.Linear(24, 2)), ("log", nn.LogSoftmax(1)));
        using var optimizer = optim.SGD(network.parameters(), 0.2, momentum: 0.9);
        var last = 0f;
        for (var step = 0; step < 200; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.nll_loss(network.call(x), y);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
        }
        Assert.True(last < 0.1, $"loss {last}");
        var accuracy = network.call(x).argmax(1).eq(y).to_type(ScalarType.Float32).mean().ToSingle();
        Assert.True(accuracy > 0.95, $"accuracy {accuracy}");
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

[Collection(nameof(Alone))]
public sealed class CountTests
{
    [Fact]
    public void The_count_of_tensors_is_flat_over_a_thousand_steps()
    {
        var before = Tensor.TotalCount;
        using (var network = nn.Sequential(nn.Linear(8, 6), nn.ReLU(), nn.Dropout(0.2), nn.Linear(6, 3)))
        using (var optimizer = optim.SGD(network.parameters(), 0.01, momentum: 0.5, weight_decay: 1e-3))
        {
            long after = 0;
            for (var step = 0; step < 1000; step++)
            {
                using (var scope = NewDisposeScope())
                {
                    var x = randn(4, 8);
                    var y = randint(3, new long[] { 4 });
                    optimizer.zero_grad();
                    nn.functional.cross_entropy(network.call(x), y).backward();
                    optimizer.step();
                }
                if (step == 0) after = Tensor.TotalCount;
                Assert.Equal(after, Tensor.TotalCount);
            }
        }
        Assert.Equal(before, Tensor.TotalCount);
        Assert.True(Tensor.PeakCount > before);
    }

    [Fact]
    public void Steady_training_allocates_no_buffers()
    {
        using var outer = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(200, 300), nn.Tanh(), nn.Linear(300, 10));
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        var x = randn(64, 200);
        var y = randint(10, new long[] { 64 });
        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(x), y).backward();
            optimizer.step();
        }
        for (var i = 0; i < 20; i++) Step();
        var start = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Step();
        var perStep = (GC.GetAllocatedBytesForCurrentThread() - start) / 100;
        Assert.True(perStep < 20_000, $"{perStep} bytes a step; the tensors of a step hold about a million");
    }

    [Fact]
    public void The_default_generator_follows_manual_seed()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        Assert.Equal([0.88226926f, 0.91500396f, 0.38286376f], rand(3).data<float>().ToArray());
        manual_seed(42);
        using var layer = nn.Linear(3, 2);
        Assert.Equal(0.4414065182209015, layer.weight[0, 0].item<float>(), 6);
        Assert.Equal(0.3390677869319916, layer.bias![1].item<float>(), 6);
    }
}

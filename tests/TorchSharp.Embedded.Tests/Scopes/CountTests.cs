using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

[Collection(nameof(Alone))]
public sealed class CountTests
{
    /// <summary>How many tensors there are once those that nobody holds any more are gone.</summary>
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    [Fact]
    public void The_count_of_tensors_is_flat_over_a_thousand_steps()
    {
        var before = Settled();
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
                // The first steps make the momenta; what other tests have dropped may still be collected meanwhile.
                if (step < 10) after = Settled();
                else Assert.InRange(Tensor.TotalCount, 0, after);
            }
        }
        // The package leaves the four momenta of a disposed optimizer to the garbage collector.
        Assert.InRange(Settled(), 0, before + 4);
        Assert.True(Tensor.PeakCount > before);
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("lstm")]
    public void Count_and_memory_are_flat_over_a_thousand_steps(string name)
    {
        using var outer = NewDisposeScope();
        var lstm = nn.LSTM(5, 24, 2, batchFirst: true);
        var readout = nn.Linear(24, 3);
        var mlp = nn.Sequential(nn.Linear(60, 80), nn.GELU(), nn.Dropout(0.1), nn.Linear(80, 3));
        Parameter[] trained = [.. name == "mlp" ? mlp.parameters() : lstm.parameters().Concat(readout.parameters())];
        using var optimizer = optim.AdamW(trained, 1e-3, weight_decay: 0.01);
        var scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, 1000);
        using var loader = utils.data.DataLoader(utils.data.TensorDataset(randn(64, 12, 5), randint(3, new long[] { 64 })), 8, shuffle: true, seed: 1);
        var steps = 0;
        void Epoch()
        {
            foreach (var batch in loader)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var guess = name == "mlp" ? mlp.call(batch[0].reshape(-1, 60)) : readout.call(lstm.call(batch[0]).Item1[TensorIndex.Colon, -1]);
                nn.functional.cross_entropy(guess, batch[1]).backward();
                nn.utils.clip_grad_norm_(trained, 1);
                optimizer.step();
                steps++;
            }
            scheduler.step();
        }
        for (var k = 0; k < 10; k++) Epoch();
        var memory = GC.GetTotalMemory(true);
        var count = Settled();
        for (var k = 0; k < 125; k++)
        {
            Epoch();
            Assert.InRange(Tensor.TotalCount, 0, count);
        }
        Assert.True(steps >= 1000);
        var grown = GC.GetTotalMemory(true) - memory;
        Assert.True(grown < 200_000, $"{grown} bytes more after a thousand steps of {name}");
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

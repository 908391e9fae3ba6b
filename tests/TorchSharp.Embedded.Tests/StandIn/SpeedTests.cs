using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Measured speed, printed; floors are asserted only when ECRAM_LONG=1, on a machine that is otherwise quiet.</summary>
[Collection(nameof(Alone))]
public sealed class SpeedTests(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("ECRAM_LONG") == "1";

    private static double Best(int rounds, Action body)
    {
        var best = double.MaxValue;
        for (var i = 0; i < rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            body();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return best;
    }

    [Fact]
    public void Matrix_product()
    {
        using var scope = NewDisposeScope();
        var before = get_num_threads();
        var rounds = Long ? 60 : 5;
        foreach (var n in Long ? new[] { 64, 128, 256, 512, 1024 } : [512])
        {
            var a = randn(n, n);
            var b = randn(n, n);
            var rates = new List<double>();
            foreach (var threads in new[] { 1, Environment.ProcessorCount })
            {
                set_num_threads(threads);
                a.mm(b).Dispose();
                rates.Add(2.0 * n * n * n / Best(rounds, () => a.mm(b).Dispose()) / 1e9);
            }
            output.WriteLine($"{n}: {rates[0]:f1} GFLOP/s on one thread, {rates[1]:f1} on {Environment.ProcessorCount}");
            if (Long && n == 512 && System.Runtime.Intrinsics.X86.Avx2.IsSupported) Assert.True(rates[0] > 25, $"{rates[0]:f1} GFLOP/s");
        }
        set_num_threads(before);
    }

    [Fact]
    public void Training_step_of_a_small_network()
    {
        using var outer = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(64, 36), nn.Sigmoid(), nn.Linear(36, 10), nn.LogSoftmax(1));
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        var x = randn(8, 64);
        var y = randint(10, new long[] { 8 });
        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.nll_loss(network.call(x), y).backward();
            optimizer.step();
        }
        for (var i = 0; i < 200; i++) Step();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var count = Long ? 20000 : 500;
        var time = Best(3, () =>
        {
            for (var i = 0; i < count; i++) Step();
        }) / count;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (3 * count);
        output.WriteLine($"64-36-10, batch 8: {time * 1e6:f1} µs a step, {allocated} bytes allocated");
        if (Long) Assert.True(time < 120e-6, $"{time * 1e6:f1} µs");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Training_of_a_larger_network(int batch)
    {
        using var outer = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10));
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        var x = randn(batch, 784);
        var y = randint(10, new long[] { batch });
        void Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(x), y).backward();
            optimizer.step();
        }
        var before = get_num_threads();
        set_num_threads(1);
        for (var i = 0; i < 20; i++) Step();
        var time = Best(Long ? 50 : 3, () =>
        {
            for (var i = 0; i < 10; i++) Step();
        }) / 10;
        set_num_threads(before);
        output.WriteLine($"784-256-128-10, batch {batch}: {batch / time:f0} images/s on one thread");
    }
}

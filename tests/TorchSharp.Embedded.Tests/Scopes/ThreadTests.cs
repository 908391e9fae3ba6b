using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Several trainings at once give the bits that each gives alone.</summary>
public sealed class ThreadTests
{
    private static float[] Train(ulong seed)
    {
        using var outer = NewDisposeScope();
        var generator = new Generator(seed);
        var w1 = nn.Parameter(randn(new long[] { 32, 20 }, generator: generator) * 0.2);
        var w2 = nn.Parameter(randn(new long[] { 5, 32 }, generator: generator) * 0.2);
        using var optimizer = optim.SGD([w1, w2], 0.05, momentum: 0.9);
        for (var step = 0; step < 60; step++)
        {
            using var scope = NewDisposeScope();
            var x = randn(new long[] { 16, 20 }, generator: generator);
            var y = randint(0, 5, new long[] { 16 }, generator: generator);
            optimizer.zero_grad();
            var hidden = nn.functional.linear(x, w1).tanh();
            nn.functional.cross_entropy(nn.functional.linear(hidden, w2), y).backward();
            optimizer.step();
        }
        return [.. w1.detach().data<float>(), .. w2.detach().data<float>()];
    }

    [Fact]
    public void Trainings_side_by_side()
    {
        var alone = Enumerable.Range(0, 4).Select(i => Train((ulong)i)).ToArray();
        var together = new float[4][];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = Train((ulong)i));
        for (var i = 0; i < 4; i++) Assert.Equal(alone[i], together[i]);
    }
}

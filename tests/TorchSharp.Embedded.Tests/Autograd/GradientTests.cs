using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Every operation with a gradient against central differences, over random shapes and layouts.</summary>
public sealed class GradientTests
{
    private const int Rounds = 3;

    public static TheoryData<string> Operations => [.. Differentiable.Operations.Keys];

    public static TheoryData<string> InPlace => [.. Differentiable.InPlace.Keys];

    public static TheoryData<string> Functional => [.. Differentiable.Functional.Keys];

    private static void Run(string name, Func<Tensor, Tensor, Tensor> f)
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var scope = NewDisposeScope();
            var seed = 1000 * round + name.Length;
            var random = new Random(seed);
            using var generator = manual_seed(seed);
            long[] shape = [random.Next(2, 4), random.Next(2, 5), random.Next(2, 5)];
            var (a, first) = FiniteDifferences.Operand(random, shape, repeats: false);
            var (b, second) = FiniteDifferences.Operand(random, shape, repeats: true);
            FiniteDifferences.Check($"{name}, seed {seed}, shape {string.Join('×', shape)}", () => f(first(), second()), a, b);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation(string name) => Run(name, Differentiable.Operations[name]);

    [Theory]
    [MemberData(nameof(Functional))]
    public void Function(string name) => Run(name, Differentiable.Functional[name]);

    [Theory]
    [MemberData(nameof(InPlace))]
    public void In_place(string name) => Run(name, (a, b) => Differentiable.InPlace[name](a * 1.5, b) + a);

    /// <summary>The base of the changed view is what comes out, so that the change must have reached it.</summary>
    [Theory]
    [MemberData(nameof(InPlace))]
    public void In_place_through_a_view(string name) => Run(name, (a, b) =>
    {
        var whole = cat([a * 1.5, a * 0.5], -1);
        var early = whole.narrow(2, 0, a.shape[2]);
        var result = Differentiable.InPlace[name](whole.narrow(-1, a.shape[2] - 1, a.shape[2]), b);
        return whole * 2 + early.sum() + result.sum();
    });
}

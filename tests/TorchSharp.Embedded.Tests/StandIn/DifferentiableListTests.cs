using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>No operation of the stand-in is left out of the comparison with finite differences.</summary>
public sealed class DifferentiableListTests
{
    [Fact]
    public void Every_operation_has_its_line()
    {
        static bool Gives(Type t) => t == typeof(Tensor) || t == typeof(Tensor[]) || (t.IsGenericType && t.GetGenericArguments().Contains(typeof(Tensor)));
        static IEnumerable<string> Names(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => Gives(m.ReturnType) && !m.Name.StartsWith("op_", StringComparison.Ordinal)).Select(m => m.Name).Distinct();
        var missing = Names(typeof(Tensor)).Except([.. Differentiable.Operations.Keys, .. Differentiable.InPlace.Keys, .. Differentiable.Without])
            .Concat(Names(typeof(nn.functional)).Except([.. Differentiable.Functional.Keys, .. Differentiable.Without]).Select(n => "nn.functional." + n))
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "without a line in Differentiable: " + string.Join(", ", missing));
    }
}

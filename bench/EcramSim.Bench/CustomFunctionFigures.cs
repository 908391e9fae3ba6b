using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>What it costs to pass through a custom autograd function, whatever it computes.</summary>
internal static class CustomFunctionFigures
{
    /// <summary>autograd.custom: forward and backward of 2·x over ten elements, inside a dispose scope.</summary>
    public static IEnumerable<Figure> All()
    {
        yield return Figure.Repeated("autograd.custom", "us", () => null, () =>
        {
            var x = randn(10, requires_grad: true);
            var weights = randn(10);
            return (() =>
            {
                using var scope = NewDisposeScope();
                var y = Twice.apply(x);
                y.backward([weights]);
            }, seconds => seconds * 1e6);
        });
    }

    private sealed class Twice : autograd.SingleTensorFunction<Twice>
    {
        private static readonly Scalar Two = 2f.ToScalar();

        public override string Name => nameof(Twice);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            return x.mul(Two);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output.mul(Two)];
    }
}

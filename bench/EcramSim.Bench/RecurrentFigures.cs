using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>Recurrent layers, forward and backward.</summary>
internal static class RecurrentFigures
{
    /// <summary>lstm.64x64: 64 inputs, 64 units, 16 samples, 32 steps; gradients of weights and biases.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var cores in new[] { 1, 2 })
            yield return Figure.Repeated($"lstm.64x64{(cores == 1 ? "" : $".{cores}cores")}", "ms", () => null, () =>
            {
                set_num_threads(cores);
                var layer = nn.LSTM(64, 64);
                var x = randn(32, 16, 64);
                var weights = randn(32, 16, 64);
                return (() =>
                {
                    using var scope = NewDisposeScope();
                    layer.zero_grad();
                    var (y, _, _) = layer.call(x);
                    y.backward([weights]);
                }, seconds => seconds * 1e3);
            });
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>body(x) + shortcut(x).</summary>
public sealed class Residual : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly nn.Module<Tensor, Tensor>? shortcut;
#pragma warning restore IDE1006

    /// <summary>Around layers.</summary>
    /// <param name="layers">The body.</param>
    /// <param name="beside">The shortcut; null: the input itself.</param>
    public Residual(nn.Module<Tensor, Tensor> layers, nn.Module<Tensor, Tensor>? beside) : base(nameof(Residual))
    {
        (body, shortcut) = (layers, beside);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => body.call(input) + (shortcut is null ? input : shortcut.call(input));
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>Vectors of tokens that come as numbers in single precision, as data sets hold them.</summary>
public sealed class Tokens : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly Embedding embedding;
#pragma warning restore IDE1006

    /// <summary>Around an embedding.</summary>
    public Tokens(Embedding vectors) : base(nameof(Tokens))
    {
        embedding = vectors;
        RegisterComponents();
    }

    /// <summary>batch × time → batch × time × features.</summary>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return embedding.call(input.to(ScalarType.Int64));
    }
}

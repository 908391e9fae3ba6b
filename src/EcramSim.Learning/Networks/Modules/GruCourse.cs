using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>The last outputs of gated recurrent units over batch × time × features, or all of them.</summary>
public sealed class GruCourse : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly nn.Module<Tensor, Tensor?, (Tensor, Tensor)> gru;
#pragma warning restore IDE1006
    private readonly bool _returnsAll;

    /// <summary>Around a GRU that reads batches first.</summary>
    public GruCourse(GRU network, bool returnsAll) : base(nameof(GruCourse))
    {
        (gru, _returnsAll) = (network, returnsAll);
        RegisterComponents();
    }

    /// <summary>batch × time × features → batch × hidden (the last step; of a second direction, its last too), or batch × time × hidden.</summary>
    public override Tensor forward(Tensor input)
    {
        var (all, last) = gru.call(input, null);
        return _returnsAll ? all : Recurrence.Last(last, all.shape[2]);
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>The last outputs of an LSTM over batch × time × features, or all of them.</summary>
public sealed class LstmCourse : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)> lstm;
#pragma warning restore IDE1006
    private readonly bool _returnsAll;

    /// <summary>Around an LSTM that reads batches first.</summary>
    public LstmCourse(LSTM network, bool returnsAll) : base(nameof(LstmCourse))
    {
        (lstm, _returnsAll) = (network, returnsAll);
        RegisterComponents();
    }

    /// <summary>batch × time × features → batch × hidden (the last step; of a second direction, its last too), or batch × time × hidden.</summary>
    public override Tensor forward(Tensor input)
    {
        var (all, last, _) = lstm.call(input, null);
        return _returnsAll ? all : Recurrence.Last(last, all.shape[2]);
    }
}

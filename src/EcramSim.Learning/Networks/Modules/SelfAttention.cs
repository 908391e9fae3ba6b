using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>Attention of a sequence to itself, batch × time × features.</summary>
public sealed class SelfAttention : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor?>> attention;
#pragma warning restore IDE1006
    private readonly bool _isCausal;

    /// <summary>Around an attention.</summary>
    /// <param name="heads">The attention, time first as the package's is.</param>
    /// <param name="isCausal">Whether a step sees nothing later than itself.</param>
    public SelfAttention(MultiheadAttention heads, bool isCausal) : base(nameof(SelfAttention))
    {
        (attention, _isCausal) = (heads, isCausal);
        RegisterComponents();
    }

    /// <summary>batch × time × features → the same.</summary>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = input.transpose(0, 1);
        var mask = _isCausal ? Later((int)x.shape[0]).to(input.device) : null;
        return attention.call(x, x, x, null, false, mask).Item1.transpose(0, 1);
    }

    // Added to scores: a step that comes later gets no attention.
    private static Tensor Later(int time)
    {
        var scores = new float[time * time];
        for (var to = 0; to < time; to++) scores.AsSpan(to * time + to + 1, time - to - 1).Fill(-1e9f);
        return tensor(scores, [time, time]);
    }
}

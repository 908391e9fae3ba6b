using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>What recurrent networks leave behind.</summary>
internal static class Recurrence
{
    /// <summary>The last hidden states of the uppermost layer, both directions side by side.</summary>
    /// <param name="states">cells × batch × hidden.</param>
    /// <param name="width">hidden times directions.</param>
    internal static Tensor Last(Tensor states, long width)
    {
        var directions = width / states.shape[2];
        var top = states.narrow(0, states.shape[0] - directions, directions);
        return directions == 1 ? top.squeeze(0) : top.transpose(0, 1).reshape(top.shape[1], width);
    }
}

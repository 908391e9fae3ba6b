using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The modules of the reference files by name: how each is made, and which of its results is compared.</summary>
internal static class ReferenceModules
{
    internal static readonly Dictionary<string, Func<(nn.Module Module, Func<Tensor, Tensor> Run)>> Known = new()
    {
        ["Linear_4_3"] = () => Plain(nn.Linear(4, 3)),
        ["LSTM_4_6_2layers_batch_first"] = () => First(nn.LSTM(4, 6, 2, batchFirst: true)),
        ["GRU_4_6_batch_first"] = () => First(nn.GRU(4, 6, batchFirst: true)),
        ["RNN_tanh_4_6_batch_first"] = () => First(nn.RNN(4, 6, batchFirst: true)),
    };

    private static (nn.Module, Func<Tensor, Tensor>) Plain(nn.Module<Tensor, Tensor> module) => (module, module.call);

    private static (nn.Module, Func<Tensor, Tensor>) First(nn.Module<Tensor, Tensor, (Tensor, Tensor)> module) => (module, x => module.call(x, null!).Item1);

    private static (nn.Module, Func<Tensor, Tensor>) First(LSTM module) => (module, x => module.call(x).Item1);
}

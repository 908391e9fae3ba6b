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
        ["BatchNorm2d_train"] = () => Plain(nn.BatchNorm2d(3)),
        ["ConvNet"] = () => Plain(nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 3))),
        ["MultiheadLike_Linear_seq"] = () => Plain(nn.Sequential(nn.Linear(4, 8), nn.GELU(), nn.LayerNorm(8), nn.Linear(8, 2))),
        ["Conv2d_reflect"] = () => Plain(nn.Conv2d(2, 3, (3, 3), padding: (2, 1), padding_mode: PaddingModes.Reflect)),
        ["Conv2d_replicate"] = () => Plain(nn.Conv2d(2, 3, (3, 3), padding: (2, 1), padding_mode: PaddingModes.Replicate)),
        ["Conv2d_circular"] = () => Plain(nn.Conv2d(2, 3, (3, 3), padding: (2, 1), padding_mode: PaddingModes.Circular)),
        ["Conv1d_reflect_same"] = () => Plain(nn.Conv1d(2, 3, 4, Padding.Same, padding_mode: PaddingModes.Reflect)),
        ["Conv3d_circular"] = () => Plain(nn.Conv3d(2, 4, (1, 2, 3), padding: (0, 1, 2), padding_mode: PaddingModes.Circular, groups: 2)),
        ["LayerNorm_3x4"] = () => Plain(nn.LayerNorm([3, 4])),
    };

    private static (nn.Module, Func<Tensor, Tensor>) Plain(nn.Module<Tensor, Tensor> module) => (module, module.call);

    private static (nn.Module, Func<Tensor, Tensor>) First(nn.Module<Tensor, Tensor?, (Tensor, Tensor)> module) => (module, x => module.call(x, null).Item1);

    private static (nn.Module, Func<Tensor, Tensor>) First(LSTM module) => (module, x => module.call(x).Item1);
}

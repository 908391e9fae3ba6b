using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>The operations of the reference files, by name, as the embedded subset writes them.</summary>
internal static class ReferenceOperations
{
    internal static readonly Dictionary<string, Func<Tensor[], JsonElement, Tensor>> Known = new()
    {
        ["add_broadcast"] = (x, _) => x[0] + x[1],
        ["mul_broadcast"] = (x, _) => x[0] * x[1],
        ["div"] = (x, _) => x[0] / x[1],
        ["matmul_2d"] = (x, _) => x[0].matmul(x[1]),
        ["matmul_batched"] = (x, _) => matmul(x[0], x[1]),
        ["matmul_vec"] = (x, _) => x[0].matmul(x[1]),
        ["addmm"] = (x, _) => x[0].addmm(x[1], x[2]),
        ["relu"] = (x, _) => F.relu(x[0]),
        ["leaky_relu_0.1"] = (x, _) => F.leaky_relu(x[0], 0.1),
        ["gelu"] = (x, _) => F.gelu(x[0]),
        ["tanh"] = (x, _) => x[0].tanh(),
        ["sigmoid"] = (x, _) => x[0].sigmoid(),
        ["softplus"] = (x, _) => F.softplus(x[0]),
        ["exp"] = (x, _) => x[0].exp(),
        ["log"] = (x, _) => x[0].log(),
        ["sqrt"] = (x, _) => x[0].sqrt(),
        ["pow_2.5"] = (x, _) => x[0].pow(2.5),
        ["abs"] = (x, _) => x[0].abs(),
        ["clamp_-0.5_0.5"] = (x, _) => x[0].clamp(-0.5, 0.5),
        ["sum_all"] = (x, _) => x[0].sum(),
        ["sum_dim1_keep"] = (x, _) => x[0].sum(1, keepdim: true),
        ["mean_dim0"] = (x, _) => x[0].mean([0]),
        ["max_dim1_values"] = (x, _) => x[0].max(1).values,
        ["var_unbiased_dim1"] = (x, _) => x[0].var(1),
        ["std_dim0"] = (x, _) => x[0].std(0),
        ["norm_2"] = (x, _) => x[0].norm(),
        ["softmax_dim1"] = (x, _) => x[0].softmax(1),
        ["log_softmax_dim1"] = (x, _) => F.log_softmax(x[0], 1),
        ["cross_entropy"] = (x, j) => F.cross_entropy(x[0], ReferenceFile.Whole(j.GetProperty("target"))),
        ["nll_loss"] = (x, j) => F.nll_loss(F.log_softmax(x[0], 1), ReferenceFile.Whole(j.GetProperty("target"))),
        ["mse_loss"] = (x, _) => F.mse_loss(x[0], x[1]),
        ["bce_with_logits"] = (x, _) => F.binary_cross_entropy_with_logits(x[0], x[1]),
        ["smooth_l1"] = (x, _) => F.smooth_l1_loss(x[0], x[1]),
        ["linear"] = (x, _) => F.linear(x[0], x[1], x[2]),
        ["conv2d_s1p0"] = (x, _) => F.conv2d(x[0], x[1], x[2]),
        ["conv2d_s2p1"] = (x, _) => F.conv2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1]),
        ["conv2d_dil2_g2"] = (x, _) => F.conv2d(x[0], x[1], x[2], dilation: [2, 2], groups: 2),
        ["conv1d_p1"] = (x, _) => F.conv1d(x[0], x[1], x[2], padding: 1),
        ["max_pool2d_2"] = (x, _) => F.max_pool2d(x[0], 2),
        ["max_pool2d_3s2p1"] = (x, _) => F.max_pool2d(x[0], 3, 2, 1),
        ["avg_pool2d_2"] = (x, _) => F.avg_pool2d(x[0], 2),
        ["adaptive_avg_pool2d_1"] = (x, _) => F.adaptive_avg_pool2d(x[0], 1),
        ["unfold_3p1"] = (x, _) => F.unfold(x[0], 3, padding: 1),
        ["embedding_like_index_select"] = (x, j) => x[0].index_select(0, ReferenceFile.Whole(j.GetProperty("index"))),
        ["transpose"] = (x, _) => x[0].transpose(0, 1),
        ["permute"] = (x, _) => x[0].permute(2, 0, 1),
        ["cat_dim1"] = (x, _) => cat([x[0], x[1]], 1),
        ["stack_dim0"] = (x, _) => stack([x[0], x[1]]),
        ["slice_1_3"] = (x, _) => x[0][TensorIndex.Slice(1, 3), TensorIndex.Slice(null, null, 2)],
        ["gather_dim1"] = (x, j) => x[0].gather(1, ReferenceFile.Whole(j.GetProperty("index"))),
        ["where"] = (x, _) => torch.where(x[0] > 0, x[0], x[1]),
        ["outer"] = (x, _) => x[0].outer(x[1]),
        ["cumsum_dim1"] = (x, _) => x[0].cumsum(1),
        ["expand_sum"] = (x, _) => x[0].expand(3, 4) * 1,
    };
}

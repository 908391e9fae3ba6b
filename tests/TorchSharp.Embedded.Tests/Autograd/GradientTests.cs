using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Gradients against central differences in double precision, over random shapes and layouts.</summary>
public sealed class GradientTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Operations = new()
    {
        ["add"] = (a, b) => a + b,
        ["sub"] = (a, b) => a - b,
        ["mul"] = (a, b) => a * b,
        ["div"] = (a, b) => a / (b * b + 0.5),
        ["rsub"] = (a, b) => (2.0 - a) * b,
        ["rdiv"] = (a, b) => 2.0 / (a * a + 1.0) + b,
        ["add_alpha"] = (a, b) => a.add(b, 0.3),
        ["pow_tensor"] = (a, b) => (a * a + 0.3).pow(b),
        ["pow_3"] = (a, b) => a.pow(3) + b.square(),
        ["maximum"] = (a, b) => a.maximum(b),
        ["minimum"] = (a, b) => a.minimum(b),
        ["where"] = (a, b) => torch.where(a > b, a * 2, b * 3),
        ["exp_log"] = (a, b) => (a.exp() + b.exp()).log(),
        ["log1p_expm1"] = (a, b) => (a * a).log1p() * b.expm1(),
        ["log2_log10"] = (a, b) => (a.abs() + 0.5).log2() + (b.abs() + 0.5).log10(),
        ["sqrt_rsqrt"] = (a, b) => (a * a + 1).sqrt() * (b * b + 1).rsqrt(),
        ["reciprocal"] = (a, b) => (a * a + 1).reciprocal() + b.neg(),
        ["sin_cos_erf"] = (a, b) => a.sin() * b.cos() + a.erf(),
        ["tanh_sigmoid"] = (a, b) => a.tanh() * b.sigmoid(),
        ["relu_leaky"] = (a, b) => a.relu() + F.leaky_relu(b, 0.2),
        ["elu_silu"] = (a, b) => F.elu(a, 1.3) + F.silu(b),
        ["gelu_softplus"] = (a, b) => F.gelu(a) + F.softplus(b, 2.0),
        ["gelu_tanh"] = (a, b) => F.gelu(a, GELU.Approximate.tanh) * b,
        ["clamp"] = (a, b) => a.clamp(-0.7, 0.6) * b,
        ["frac_floor"] = (a, b) => a.frac() * b + a.floor(),
        ["sum_mean"] = (a, b) => a.sum(0, keepdim: true) * b.mean([-1], keepdim: true),
        ["var_std"] = (a, b) => (a * b).var(-1) + a.std(-1, unbiased: false),
        ["max_dim"] = (a, b) => (a * b).max(-1).values + (a - b).min(-1).values,
        ["max_all"] = (a, b) => a.max() * b.min(),
        ["softmax"] = (a, b) => a.softmax(-1) * b,
        ["softmax_0"] = (a, b) => (a * b).softmax(0) * b,
        ["log_softmax"] = (a, b) => a.log_softmax(-1) * b.log_softmax(0),
        ["outer_chain"] = (a, b) => a.reshape(-1).outer(b.reshape(-1)),
        ["cumsum"] = (a, b) => (a * b).cumsum(-1),
        ["cat"] = (a, b) => cat([a * 2, b.square()], -1),
        ["stack"] = (a, b) => stack([a * b, b], 1),
        ["flatten"] = (a, b) => (a * b).flatten().unsqueeze(0) * 2,
        ["slices"] = (a, b) => (a * b)[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)],
        ["select"] = (a, b) => (a * b).select(-1, 1) + a.narrow(-1, 0, 1).squeeze(-1),
        ["repeat"] = (a, b) => (a * b).repeat(2, 1, 3),
        ["flip"] = (a, b) => (a * b).flip(-1) * a,
        ["index_select"] = (a, b) => (a * b).index_select(-1, tensor(new long[] { 0, 2, 0 })),
        ["masked_fill"] = (a, b) => (a * b).masked_fill(a > 0.2, 3),
        ["diagonal"] = (a, b) => (a * b).flatten().outer(a.flatten()).diagonal(),
        ["clone"] = (a, b) => a.clone() * b + a.contiguous(),
        ["copy"] = (a, b) => zeros_like(a).copy_(a * b),
        ["inplace"] = (a, b) => (a * 1.0).mul_(b).add_(a).sub_(b).tanh_(),
        ["inplace_functions"] = (a, b) => (a * b).mul_(0.5).sin_().neg_().abs_().add_(1).exp_(),
        ["norms"] = (a, b) => a.norm() * b.norm(1),
        ["lerp_addc"] = (a, b) => a.lerp(b, a.sigmoid()) + a.addcmul(a, b, 0.4) + a.addcdiv(a, b * b + 1, 0.7),
        ["mse_l1"] = (a, b) => F.mse_loss(a, b) + F.l1_loss(a, b, nn.Reduction.Sum),
        ["smooth_huber"] = (a, b) => F.smooth_l1_loss(a, b, beta: 0.5) + F.huber_loss(a, b, 0.7),
        ["bce"] = (a, b) => F.binary_cross_entropy(a.sigmoid(), b.sigmoid()) + F.binary_cross_entropy_with_logits(a, b.sigmoid()),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pointwise_and_shape_operations(string name)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            using var scope = NewDisposeScope();
            var generator = new Generator((ulong)(100 + seed));
            // The second operand comes through a permuted and stepped layout: same values, other strides.
            var a = randn(new long[] { 2, 3, 4 }, ScalarType.Float64, generator: generator);
            var wide = randn(new long[] { 4, 6, 2 }, ScalarType.Float64, generator: generator);
            Check(Operations[name], [a, wide], v => v[1].permute(2, 1, 0).slice(1, 0, 6, 2), name);
        }
    }

    [Fact]
    public void Products()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(5);
        Tensor R(params long[] size) => randn(size, ScalarType.Float64, generator: generator);
        Check((a, b) => a.matmul(b), [R(3, 5), R(4, 5)], v => v[1].t(), "mm with a transposed operand");
        Check((a, b) => a.matmul(b), [R(2, 3, 5), R(5, 4)], v => v[1], "batch by matrix");
        Check((a, b) => a.matmul(b), [R(2, 1, 3, 5), R(3, 5, 2)], v => v[1], "broadcast batches");
        Check((a, b) => a.matmul(b), [R(5), R(5, 4)], v => v[1], "vector by matrix");
        Check((a, b) => a.matmul(b), [R(5), R(5)], v => v[1], "dot");
        Check((a, b) => F.linear(a, b, b.sum(1)), [R(2, 3, 5), R(4, 5)], v => v[1], "linear");
        Check((a, b) => b.addmm(a, a.t(), 0.5f, 2f), [R(3, 4), R(3, 3)], v => v[1], "addmm");
    }

    /// <summary>d(Σ c·f)/dx by central differences for both inputs, each element.</summary>
    private static void Check(Func<Tensor, Tensor, Tensor> f, Tensor[] inputs, Func<Tensor[], Tensor> second, string name)
    {
        var weights = randn_like(f(inputs[0], second(inputs)).detach());
        double Value()
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            return (f(inputs[0], second(inputs)) * weights).sum().item<double>();
        }
        foreach (var x in inputs) x.requires_grad_();
        f(inputs[0], second(inputs)).backward([weights]);
        for (var i = 0; i < inputs.Length; i++)
        {
            var gradient = inputs[i].grad is { } g ? g.data<double>().ToArray() : new double[inputs[i].numel()];
            for (var k = 0; k < gradient.Length; k++)
            {
                const double h = 1e-6;
                double Shifted(double by)
                {
                    var values = inputs[i].data<double>().ToArray();
                    var kept = values[k];
                    values[k] += by;
                    using (no_grad()) inputs[i].detach().data<double>().CopyFrom(values);
                    var result = Value();
                    values[k] = kept;
                    using (no_grad()) inputs[i].detach().data<double>().CopyFrom(values);
                    return result;
                }
                var expected = (Shifted(h) - Shifted(-h)) / (2 * h);
                var allowed = 2e-6 * Math.Max(1, Math.Abs(expected));
                Assert.True(Math.Abs(expected - gradient[k]) <= allowed, $"{name}: input {i} element {k}: {gradient[k]} instead of {expected}");
            }
            inputs[i].grad = null;
            inputs[i].requires_grad_(false);
        }
    }
}

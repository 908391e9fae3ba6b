using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

public sealed class ModuleTests
{
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first;
        [ComponentName(Name = "second")] private readonly Linear other;
        private readonly Parameter scale;
        private readonly Tensor offset;

        internal Block() : base("Block")
        {
            first = nn.Linear(4, 5);
            other = nn.Linear(5, 2, hasBias: false);
            scale = nn.Parameter(ones(2));
            offset = full(2, 0.5f);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => other.call(first.call(input).relu()) * scale + offset;
    }

    public static TheoryData<string> Built => [.. Layers.Keys];

    private static readonly Dictionary<string, Func<nn.Module>> Layers = new()
    {
        ["Linear"] = () => nn.Linear(3, 2), ["Conv1d"] = () => nn.Conv1d(1, 2, 3), ["Conv2d"] = () => nn.Conv2d(1, 2, 3), ["Conv3d"] = () => nn.Conv3d(1, 2, 3),
        ["BatchNorm1d"] = () => nn.BatchNorm1d(3), ["BatchNorm2d"] = () => nn.BatchNorm2d(3), ["BatchNorm3d"] = () => nn.BatchNorm3d(3),
        ["LayerNorm"] = () => nn.LayerNorm([3]), ["PReLU"] = () => nn.PReLU(3),
    };

    [Theory, MemberData(nameof(Built))]
    public void A_layer_outlives_the_dispose_scope_it_is_made_in(string name)
    {
        nn.Module layer;
        using (NewDisposeScope()) layer = Layers[name]();
        using (layer)
        {
            Assert.NotEmpty(layer.state_dict());
            Assert.All(layer.state_dict().Values, t => Assert.False(t.IsInvalid));
        }
    }

    [Fact]
    public void Fields_become_components_under_their_names()
    {
        using var block = new Block();
        Assert.Equal(["scale", "first.weight", "first.bias", "second.weight"], block.named_parameters().Select(p => p.name));
        Assert.Equal(["offset"], block.named_buffers().Select(b => b.name));
        Assert.Equal(["scale", "first.weight", "first.bias", "second.weight", "offset"], block.state_dict().Keys);
        Assert.Equal(["first", "second"], block.named_modules().Select(m => m.name));
        Assert.True(block.has_parameter("first.bias") && block.has_buffer("offset"));
        Assert.All(block.parameters(), p => Assert.True(p.requires_grad && p.is_leaf));
    }

    [Fact]
    public void State_goes_from_one_module_to_another()
    {
        using var scope = NewDisposeScope();
        using var a = new Block();
        using var b = new Block();
        var x = randn(3, 4);
        Assert.False(a.call(x).allclose(b.call(x)));
        var (missing, unexpected) = b.load_state_dict(a.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(a.call(x).allclose(b.call(x)));
        var less = a.state_dict();
        less.Remove("scale");
        Assert.Throws<InvalidOperationException>(() => b.load_state_dict(less));
        Assert.Equal(["scale"], b.load_state_dict(less, strict: false).missing_keys);
        using var memory = new MemoryStream();
        a.save(memory);
        Assert.False(memory.CanWrite);
        using var c = new Block();
        c.load(new MemoryStream(memory.ToArray()));
        Assert.True(a.call(x).allclose(c.call(x)));
    }

    [Fact]
    public void Training_and_evaluation_differ_in_dropout()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("in", nn.Linear(10, 200)), ("drop", nn.Dropout(0.4)));
        var x = ones(1, 10);
        network.eval();
        Assert.False(network.training);
        var quiet = network.call(x).detach().clone();
        Assert.True(quiet.allclose(network.call(x)));
        network.train();
        var loud = network.call(x);
        var zeros = loud.eq(0).to_type(ScalarType.Float32).mean().ToSingle();
        Assert.InRange(zeros, 0.25f, 0.55f);
        var kept = loud.ne(0);
        Assert.True((loud * 0.6).masked_select(kept).allclose(quiet.masked_select(kept), 1e-4, 1e-6));
    }

    [Fact]
    public void Linear_starts_as_PyTorchs()
    {
        using var layer = nn.Linear(25, 40);
        Assert.Equal([40L, 25L], layer.weight.shape);
        Assert.InRange(layer.weight.detach().abs().max().ToSingle(), 0.19f, 0.2f);
        Assert.InRange(layer.bias!.detach().abs().max().ToSingle(), 0.15f, 0.2f);
    }

    [Fact]
    public void Sequential_slices_indexes_and_hooks()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Flatten(), nn.Identity());
        Assert.Equal(4, network.Count);
        Assert.IsType<ReLU>(network[1]);
        Assert.Equal(2, network[1..3].Count);
        var seen = 0;
        var hook = network.register_forward_hook((_, _, output) =>
        {
            seen++;
            return output;
        });
        network.call(randn(2, 3));
        hook.remove();
        network.call(randn(2, 3));
        Assert.Equal(1, seen);
        var list = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.Linear(2, 2), nn.Linear(2, 3));
        Assert.Empty(list.named_parameters());
        network.register_module("list", list);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void Modules_come_level_by_level_below_each_child()
    {
        using var network = nn.Sequential(("a", nn.Sequential(("c", nn.Sequential(("d", nn.ReLU()))))), ("b", nn.Sequential(("e", nn.ReLU()))));
        Assert.Equal(["a", "b", "a.c", "a.c.d", "b.e"], network.named_modules().Select(m => m.name));
    }

    [Fact]
    public void Modules_agree_with_their_functions()
    {
        using var scope = NewDisposeScope();
        var x = randn(4, 6);
        var target = randint(6, new long[] { 4 });
        void Same(Tensor a, Tensor b) => Assert.True(a.allclose(b));
        Same(nn.GELU().call(x), nn.functional.gelu(x));
        Same(nn.LeakyReLU(0.3).call(x), nn.functional.leaky_relu(x, 0.3));
        Same(nn.Softplus(2).call(x), nn.functional.softplus(x, 2));
        Same(nn.Softmax(1).call(x).log(), nn.LogSoftmax(1).call(x));
        Same(nn.CrossEntropyLoss().call(x, target), nn.NLLLoss().call(nn.LogSoftmax(1).call(x), target));
        Same(nn.MSELoss(nn.Reduction.Sum).call(x, x * 2), x.square().sum());
        var weights = tensor(new float[] { 1, 2, 3, 4, 5, 6 });
        var chosen = weights.index_select(0, target);
        var each = nn.functional.nll_loss(x, target, reduction: nn.Reduction.None);
        Same(nn.functional.nll_loss(x, target, weights), (each * chosen).sum() / chosen.sum());
        Same(nn.functional.cross_entropy(x, nn.functional.one_hot(target, 6).to_type(ScalarType.Float32)), nn.functional.cross_entropy(x, target));
    }
}

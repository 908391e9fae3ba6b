using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace TorchSharp.Embedded.Tests;

/// <summary>Adam, AdamW, schedulers and initial values against PyTorch, and what is kept in files.</summary>
[Collection(nameof(Alone))]
public sealed class OptimizerTests
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(
        Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "torch", "optimisers.json"))).RootElement;

    private static readonly Dictionary<string, Func<Parameter, Parameter, OptimizerHelper>> Optimizers = new()
    {
        ["Adam_amsgrad"] = (w, b) => optim.Adam([w, b], 0.05, 0.7, 0.9, amsgrad: true),
        ["Adam_wd0.1_maximize"] = (w, b) => optim.Adam([w, b], 0.02, weight_decay: 0.1, maximize: true),
        ["Adam_betas_eps"] = (w, b) => optim.Adam([w, b], 0.03, 0.5, 0.8, 1e-3),
        ["Adam_two_groups"] = (w, b) => optim.Adam(
            [new Adam.ParamGroup([w], new Adam.Options { LearningRate = 0.1 }), new Adam.ParamGroup([b], new Adam.Options { weight_decay = 0.3, beta1 = 0.6, beta2 = 0.7 })], 0.01),
        ["AdamW_amsgrad_maximize"] = (w, b) => optim.AdamW([w, b], 0.05, 0.7, 0.9, weight_decay: 0.2, amsgrad: true, maximize: true),
        // PyTorch's own default of the decay is 0.01, TorchSharp's is 0.
        ["AdamW_two_groups"] = (w, b) => optim.AdamW(
            [new AdamW.ParamGroup([w], new AdamW.Options { LearningRate = 0.1 }), new AdamW.ParamGroup([b], new AdamW.Options { weight_decay = 0.3 })], 0.01, weight_decay: 0.01),
    };

    private static readonly Dictionary<string, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>> Schedulers = new()
    {
        ["StepLR_4_0.3"] = o => optim.lr_scheduler.StepLR(o, 4, 0.3),
        ["CosineAnnealingLR_5_0.05"] = o => optim.lr_scheduler.CosineAnnealingLR(o, 5, 0.05),
        ["ExponentialLR_0.9"] = o => optim.lr_scheduler.ExponentialLR(o, 0.9),
        ["LambdaLR_inverse"] = o => optim.lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)),
        ["LambdaLR_each"] = o => new optim.lr_scheduler.impl.LambdaLR(o, [e => Math.Pow(0.95, e), e => 1 + e]),
        ["LinearLR_0.25_0.8_6"] = o => optim.lr_scheduler.LinearLR(o, 0.25, 0.8, 6),
    };

    public static TheoryData<string> OptimizerNames => [.. File.GetProperty("optimizer_options").EnumerateObject().Select(p => p.Name)];

    /// <summary>Without MultiStepLR_2_7_7: the package counts a milestone named twice once.</summary>
    public static TheoryData<string> SchedulerNames => [.. Schedulers.Keys];

    private static void Step(OptimizerHelper optimizer, Parameter w, Parameter b, JsonElement entry)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.mse_loss(nn.functional.linear(ReferenceFile.Read(entry.GetProperty("x")), w, b), ReferenceFile.Read(entry.GetProperty("y"))).backward();
        optimizer.step();
    }

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void Options_and_groups(string name)
    {
        using var scope = NewDisposeScope();
        var entry = File.GetProperty("optimizer_options").GetProperty(name);
        var steps = entry.GetProperty("steps").EnumerateArray().ToArray();
        var (w, b) = (new Parameter(ReferenceFile.Read(steps[0][0])), new Parameter(ReferenceFile.Read(steps[0][1])));
        using var optimizer = Optimizers[name](w, b);
        for (var i = 1; i < steps.Length; i++)
        {
            Step(optimizer, w, b, entry);
            ReferenceFile.Agree(steps[i][0], w, $"{name} step {i} weight");
            ReferenceFile.Agree(steps[i][1], b, $"{name} step {i} bias");
        }
    }

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void State_goes_through_a_file_and_from_one_to_another(string name)
    {
        using var scope = NewDisposeScope();
        var entry = File.GetProperty("optimizer_options").GetProperty(name);
        var steps = entry.GetProperty("steps").EnumerateArray().ToArray();
        var (w, b) = (new Parameter(ReferenceFile.Read(steps[0][0])), new Parameter(ReferenceFile.Read(steps[0][1])));
        using var first = Optimizers[name](w, b);
        for (var i = 1; i < 4; i++) Step(first, w, b, entry);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        first.save_state_dict(writer);
        foreach (var byFile in new[] { true, false })
        {
            var (w2, b2) = (new Parameter(w.detach().clone()), new Parameter(b.detach().clone()));
            using var second = Optimizers[name](w2, b2);
            memory.Position = 0;
            if (byFile) second.load_state_dict(new BinaryReader(memory));
            else second.load_state_dict(first.state_dict());
            Assert.All(first.state_dict().State.Zip(second.state_dict().State), p => Assert.True(p.First.ApproximatelyEquals(p.Second)));
            for (var i = 4; i < 7; i++) Step(second, w2, b2, entry);
            ReferenceFile.Agree(steps[6][0], w2, $"{name} resumed");
            ReferenceFile.Agree(steps[6][1], b2, $"{name} resumed");
        }
    }

    [Theory]
    [MemberData(nameof(SchedulerNames))]
    public void Learning_rates_epoch_by_epoch(string name)
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.SGD([new SGD.ParamGroup([new Parameter(zeros(1))], 0.5), new SGD.ParamGroup([new Parameter(zeros(1))], 0.2)], 1.0);
        var scheduler = Schedulers[name](optimizer);
        var epoch = 0;
        foreach (var wanted in File.GetProperty("schedulers").GetProperty(name).EnumerateArray())
        {
            if (epoch++ > 0) scheduler.step();
            var rates = wanted.EnumerateArray().Select(r => r.GetDouble()).ToArray();
            Assert.Equal(rates, scheduler.get_last_lr(), (a, b) => Math.Abs(a - b) <= 1e-14);
            Assert.Equal(rates, optimizer.ParamGroups.Select(g => g.LearningRate), (a, b) => Math.Abs(a - b) <= 1e-14);
        }
        // The closed form reaches the same rates from anywhere.
        scheduler.step(3);
        var fourth = File.GetProperty("schedulers").GetProperty(name)[3].EnumerateArray().Select(r => r.GetDouble());
        Assert.Equal(fourth, scheduler.get_last_lr(), (a, b) => Math.Abs(a - b) <= 1e-14);
    }

    [Fact]
    public void Betas_do_not_reach_the_groups_that_are_there()
    {
        using var optimizer = optim.Adam([new Parameter(zeros(1))]);
        optimizer.Betas = (0.5, 0.6);
        Assert.Equal((0.5, 0.6), optimizer.Betas);
        Assert.Equal((0.9, 0.999), ((Adam.ParamGroup)optimizer.ParamGroups.Single()).Betas);
        Assert.Throws<ArgumentException>(() => optim.Adam([new Parameter(zeros(1))], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.AdamW([new Parameter(zeros(1))], lr: -1));
    }

    [Fact]
    public void Initial_values()
    {
        var known = new Dictionary<string, Func<Tensor, Tensor>>
        {
            ["uniform"] = t => uniform_(t, -2, 3),
            ["normal"] = t => normal_(t, 1, 2),
            ["normal_small"] = t => normal_(t, 1, 2),
            ["xavier_uniform"] = t => xavier_uniform_(t, 1.4),
            ["kaiming_uniform"] = t => kaiming_uniform_(t, Math.Sqrt(5)),
            ["kaiming_normal_fan_out"] = t => kaiming_normal_(t, mode: FanInOut.FanOut, nonlinearity: NonlinearityType.ReLU),
            ["constant"] = t => constant_(t, 0.3),
            ["eye"] = eye_,
            ["dirac"] = dirac_,
            ["sparse"] = t => sparse_(t, 0.4, 0.2),
            ["orthogonal"] = t => orthogonal_(t, 1.5),
            ["orthogonal_wide"] = t => orthogonal_(t),
        };
        // Without xavier_normal_ and trunc_normal_, for which the package draws other numbers than PyTorch 1.13.
        var wrong = new List<string>();
        foreach (var entry in File.GetProperty("init").EnumerateObject().Where(e => known.ContainsKey(e.Name)))
        {
            using var scope = NewDisposeScope();
            manual_seed(9);
            var error = Record.Exception(() => ReferenceFile.Agree(entry.Value, known[entry.Name](zeros(ReferenceFile.Read(entry.Value).shape)), entry.Name));
            if (error is not null) wrong.Add(error.Message);
        }
        Assert.Empty(wrong);
    }
}

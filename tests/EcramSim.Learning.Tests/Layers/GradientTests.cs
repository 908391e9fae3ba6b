using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks.Modules;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Every kind of layer on exact tiles has the outputs and the gradients of the digital one, of inputs, weights and biases, to 1e-6 of the largest.</summary>
public sealed class GradientTests
{
    private static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Input)> Kinds = new()
    {
        ["linear"] = (() => nn.Linear(13, 7), [5, 13]),
        ["conv1d"] = (() => nn.Conv1d(3, 4, 3, stride: 2, padding: 1), [2, 3, 9]),
        ["conv2d"] = (() => nn.Conv2d(4, 6, 3, groups: 2, padding: 1), [2, 4, 5, 6]),
        ["conv3d"] = (() => nn.Conv3d(2, 3, 2), [2, 2, 3, 4, 3]),
        ["rnn"] = (() => new RnnCourse(), [3, 5, 4]),
        ["lstm"] = (() => new LstmCourse(nn.LSTM(4, 5, 2, batchFirst: true, bidirectional: true), true), [3, 5, 4]),
        ["gru"] = (() => new GruCourse(nn.GRU(4, 5, 2, batchFirst: true), false), [3, 5, 4]),
        ["attention"] = (() => new SelfAttention(nn.MultiheadAttention(6, 3), true), [2, 4, 6]),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_digital_layer(string kind)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Kinds[kind];
        nn.Module<Tensor, Tensor> Fixed()
        {
            var made = make();
            using (no_grad()) foreach (var (key, value) in made.state_dict()) value.copy_(Uniform(kind + key, value.shape) * 0.4);
            return made;
        }
        var (digital, analog) = (Fixed(), Analog.Convert(Fixed(), AnalogOptions.Exact));
        var before = digital.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
        var inputs = new List<Tensor>();
        foreach (var model in new[] { digital, analog })
        {
            var x = Uniform("x", shape).requires_grad_();
            var y = model.call(x);
            (y * Uniform("g", y.shape)).sum().backward();
            inputs.Add(x);
        }
        AssertRelative(digital.call(inputs[0]).detach(), analog.call(inputs[0]).detach());
        AssertRelative(inputs[0].grad!, inputs[1].grad!);
        // One update of rate 1 subtracts the gradient of the weights.
        foreach (var layer in Analog.Layers(analog)) layer.Update(1);
        var after = analog.state_dict();
        foreach (var (key, parameter) in digital.named_parameters())
            AssertRelative(parameter.grad!, analog.get_parameter(key) is { } own ? own.grad! : before[key] - after[key].detach());
    }

    private static void AssertRelative(Tensor expected, Tensor actual)
    {
        var (a, b) = (Values(expected.detach()), Values(actual.detach()));
        Assert.Equal(a.Length, b.Length);
        // Differences of weights before and after an update carry the rounding of the weights, at most 1.
        var scale = Math.Max(a.Max(Math.Abs), 1);
        Assert.All(a.Zip(b), p => Assert.InRange(p.Second - p.First, -1e-6 * scale, 1e-6 * scale));
    }

    private sealed class RnnCourse : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor?, (Tensor, Tensor)> rnn = nn.RNN(4, 5, 2, nn.NonLinearities.ReLU, batchFirst: true);

        internal RnnCourse() : base(nameof(RnnCourse)) => RegisterComponents();

        public override Tensor forward(Tensor input) => rnn.call(input, null).Item1;
    }
}

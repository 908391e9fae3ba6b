using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Convolutions on tiles against digital ones: values, gradients, steps and state.</summary>
public sealed class AnalogConvTests
{
    private static readonly Dictionary<string, (Func<Convolution> Make, long[] Input)> Cases = new()
    {
        ["1d"] = (() => nn.Conv1d(3, 5, 4), [2, 3, 11]),
        ["1d stride dilation"] = (() => nn.Conv1d(3, 4, 3, stride: 2, padding: 2, dilation: 2, bias: false), [2, 3, 13]),
        ["2d"] = (() => nn.Conv2d(2, 6, 3, padding: 1), [3, 2, 7, 6]),
        ["2d uneven"] = (() => nn.Conv2d(2, 3, (2, 3), stride: (2, 1), padding: (1, 0)), [2, 2, 6, 8]),
        ["2d groups"] = (() => nn.Conv2d(4, 6, 3, groups: 2, stride: 2), [2, 4, 7, 7]),
        ["2d same"] = (() => nn.Conv2d(2, 3, 4, padding: Padding.Same), [2, 2, 5, 6]),
        ["3d"] = (() => nn.Conv3d(2, 3, 2, padding: 1), [2, 2, 4, 3, 5]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Exact_tiles_compute_and_learn_what_the_digital_layer_does(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Cases[name];
        var digital = make();
        using (no_grad()) digital.weight.copy_(Uniform(name, digital.weight.shape) * 0.3);
        var analog = Assert.IsType<AnalogConv>(Analog.Convert(digital, AnalogOptions.Exact));
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.05), new AnalogSGD(analog, 0.05));
        for (var step = 0; step < 3; step++)
        {
            var first = Uniform($"x{step}", shape).requires_grad_();
            var second = first.detach().clone().requires_grad_();
            foreach (var (model, optimizer, x) in new (nn.Module<Tensor, Tensor>, optim.Optimizer, Tensor)[] { (digital, sgd, first), (analog, own, second) })
            {
                optimizer.zero_grad();
                var y = model.call(x);
                (y * Uniform("g", y.shape)).sum().backward();
                optimizer.step();
            }
            AssertClose(digital.call(first).detach(), analog.call(second).detach(), 2e-5);
            AssertClose(first.grad!, second.grad!, 2e-5);
        }
        var (expected, actual) = (digital.state_dict(), analog.state_dict());
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, value) in expected) AssertClose(value, actual[key], 2e-5);
    }

    [Fact]
    public void State_of_a_digital_layer_loads_into_the_tiles()
    {
        using var scope = NewDisposeScope();
        var (digital, other) = (nn.Conv2d(4, 6, 3, groups: 2), nn.Conv2d(4, 6, 3, groups: 2));
        var analog = Analog.Convert(other, AnalogOptions.Exact);
        analog.load_state_dict(digital.state_dict());
        var x = Uniform("x", 2, 4, 6, 6);
        AssertClose(digital.call(x).detach(), analog.call(x).detach(), 1e-5);
        Assert.Equal(2, Analog.Layers(analog).Count);
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        using var scope = NewDisposeScope();
        var analog = Analog.Convert(nn.Conv2d(2, 3, 3), AnalogOptions.Exact);
        Assert.Contains("reads batch × 2 × 2 dimensions", Assert.Throws<ArgumentException>(() => analog.call(zeros(1, 3, 5, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("reaches over 3", Assert.Throws<ArgumentException>(() => analog.call(zeros(1, 2, 2, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("pad with zeros", Assert.Throws<ArgumentException>(() => Analog.Convert(nn.Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Circular), AnalogOptions.Exact)).Message, StringComparison.Ordinal);
    }
}

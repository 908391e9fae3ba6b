using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

public sealed class AnalogLinearTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Exact_layer_has_the_outputs_and_gradients_of_a_digital_one(bool bias, bool inputGradient)
    {
        using var scope = NewDisposeScope();
        var linear = Linear("layer", 13, 7, bias: bias);
        var analog = new AnalogLinear(linear, "layer1", AnalogOptions.Exact);
        var weights = Uniform("of the loss", 5, 7);
        var (x1, x2) = (Uniform("x", 5, 13), Uniform("x", 5, 13));
        if (inputGradient) (x1, x2) = (x1.requires_grad_(), x2.requires_grad_());
        var (y1, y2) = (linear.call(x1), analog.call(x2));
        AssertClose(y1, y2, 1e-6);
        (y1 * weights).sum().backward();
        (y2 * weights).sum().backward();
        if (inputGradient) AssertClose(x1.grad!, x2.grad!, 1e-6);
        if (bias) AssertClose(linear.bias!.grad!, analog.get_parameter("bias")!.grad!, 1e-6);
        // One update of rate 1 subtracts the gradient of the weights.
        analog.Update(1);
        AssertClose(linear.weight!.detach() - linear.weight.grad!, tensor(analog.Weights(), [7, 13]), 1e-6);
    }

    [Fact]
    public void Gradient_of_the_input_by_finite_differences()
    {
        using var scope = NewDisposeScope();
        var analog = new AnalogLinear(Linear("layer", 4, 3), "layer1", AnalogOptions.Exact);
        var values = Values(Uniform("x", 4));
        double Loss(float[] v)
        {
            using var quiet = no_grad();
            return Values(analog.call(tensor(v, [1, 4])).tanh()).Select((y, i) => (i + 1) * (double)y).Sum();
        }
        var x = tensor(values, [1, 4]).requires_grad_();
        (analog.call(x).tanh() * tensor(new float[] { 1, 2, 3 }, [3])).sum().backward();
        var gradient = Values(x.grad!);
        for (var j = 0; j < 4; j++)
        {
            const float Step = 1e-2f;
            var (up, down) = ((float[])values.Clone(), (float[])values.Clone());
            up[j] += Step;
            down[j] -= Step;
            Assert.Equal((Loss(up) - Loss(down)) / (up[j] - down[j]), gradient[j], 1e-3);
        }
    }

    [Fact]
    public void Leading_dimensions_are_a_batch()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("layer", 6, 4);
        var analog = new AnalogLinear(linear, "layer1", AnalogOptions.Exact);
        foreach (var shape in new long[][] { [6], [3, 6], [2, 3, 6] })
        {
            var x = Uniform("x", shape).requires_grad_();
            AssertClose(linear.call(x), analog.call(x), 1e-6);
        }
    }

    [Fact]
    public void Output_scale_is_a_power_of_two_and_changes_neither_output_nor_update()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("wide", 9, 5, scale: 3);
        var scaled = new AnalogLinear(linear, "layer1", AnalogOptions.Exact);
        // max |w| is between 2.4 and 3 here: 8·0.6 ≥ 3 > 4·0.6.
        Assert.InRange(Values(linear.weight!).Max(Math.Abs), 2.4, 3);
        Assert.Equal(8, scaled.OutputScale);
        var held = new float[45];
        scaled.Tile.GetWeights(held);
        Assert.InRange(held.Max(Math.Abs), 0.3, 0.6);
        var plain = new AnalogLinear(linear, "layer1", AnalogOptions.Exact with { Scaling = WeightScaling.None });
        Assert.Equal(1, plain.OutputScale);
        var x = Uniform("x", 4, 9);
        foreach (var layer in new[] { scaled, plain })
        {
            AssertClose(linear.call(x), layer.call(x), 1e-5);
            layer.call(x).sum().backward();
            layer.Update(0.25);
        }
        AssertClose(tensor(plain.Weights(), [5, 9]), tensor(scaled.Weights(), [5, 9]), 1e-6);
    }

    [Theory]
    [InlineData(0.5f, 1)]
    [InlineData(0.6f, 1)]
    [InlineData(0.61f, 2)]
    [InlineData(1.2f, 2)]
    [InlineData(1.21f, 4)]
    [InlineData(0f, 1)]
    public void Scaling_holds_first_weights_within_its_limit(float largest, double scale) =>
        Assert.Equal(scale, WeightScaling.Fit.ScaleOf([0.01f, -largest]));

    [Fact]
    public void Weights_outside_the_window_are_an_error_that_names_layer_and_fraction()
    {
        using var scope = NewDisposeScope();
        var linear = nn.Linear(new TorchSharp.Modules.Parameter(tensor(new[] { 0.5f, -2f, 0.1f, 0.2f }, [2, 2])));
        var options = new AnalogOptions(TestDevices.Constant(0.01), ArrayOptions.Exact, 1) { Scaling = WeightScaling.None };
        var error = Assert.Throws<InputException>(() => new AnalogLinear(linear, "layer3", options));
        Assert.Contains("layer3", error.Message, StringComparison.Ordinal);
        Assert.Contains("25.00", error.Message, StringComparison.Ordinal);
        Assert.Equal([0.5f, -1f, 0.1f, 0.2f], new AnalogLinear(linear, "layer3", options with { Clip = true }).Weights());
    }

    [Fact]
    public void Refuses_what_it_cannot_read()
    {
        using var scope = NewDisposeScope();
        var analog = new AnalogLinear(Linear("layer", 3, 2), "layer1", AnalogOptions.Exact);
        Assert.Contains("3 inputs; got a tensor of shape [5, 4]", Assert.Throws<ArgumentException>(() => analog.call(zeros(5, 4))).Message, StringComparison.Ordinal);
        Assert.Contains("single precision", Assert.Throws<ArgumentException>(() => analog.call(zeros(5, 3, ScalarType.Float64))).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArithmeticException>(() => analog.call(zeros(1, 3) + float.NaN));
    }

    [Fact]
    public void An_error_signal_that_is_not_finite_is_told_by_the_next_step_and_not_in_backward()
    {
        using var scope = NewDisposeScope();
        var analog = new AnalogLinear(Linear("layer", 3, 2), "layer1", AnalogOptions.Exact);
        var before = analog.Weights();
        (analog.call(ones(1, 3)) * float.PositiveInfinity).sum().backward();
        Assert.Contains("layer1", Assert.Throws<ArithmeticException>(() => analog.Update(0.1)).Message, StringComparison.Ordinal);
        Assert.Equal(before, analog.Weights());
        analog.Update(0.1);
    }

    [Fact]
    public void Evaluation_leaves_no_update_behind()
    {
        using var scope = NewDisposeScope();
        var analog = new AnalogLinear(Linear("layer", 3, 2), "layer1", AnalogOptions.Exact);
        var before = analog.Weights();
        using (no_grad()) Assert.False(analog.call(ones(1, 3)).requires_grad);
        analog.Update(1);
        Assert.Equal(before, analog.Weights());
    }
}

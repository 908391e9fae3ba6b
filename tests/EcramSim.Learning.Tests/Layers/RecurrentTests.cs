using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Recurrent networks on exact tiles against digital ones: outputs, states, gradients and steps.</summary>
public sealed class RecurrentTests
{
    [Theory, InlineData(1, false, false), InlineData(2, true, true)]
    public void Lstm_follows_the_digital_one(int layers, bool both, bool batchFirst)
    {
        using var scope = NewDisposeScope();
        var digital = nn.LSTM(3, 4, layers, batchFirst: batchFirst, bidirectional: both);
        var analog = new AnalogLSTM(digital, "lstm", AnalogOptions.Exact, batchFirst);
        Follow(digital, analog, (model, x) => model == digital ? digital.call(x).Item1 : analog.call(x, null).Item1, batchFirst);
        var cells = layers * (both ? 2 : 1);
        var (h, c, input) = (Uniform("h", cells, 2, 4), Uniform("c", cells, 2, 4), Uniform("x", batchFirst ? 2 : 5, batchFirst ? 5 : 2, 3));
        var (expected, actual) = (digital.call(input, (h, c)), analog.call(input, (h, c)));
        AssertClose(expected.Item1.detach(), actual.Item1.detach(), 2e-5);
        AssertClose(expected.Item2.detach(), actual.Item2.detach(), 2e-5);
        AssertClose(expected.Item3.detach(), actual.Item3.detach(), 2e-5);
    }

    [Theory, InlineData(1, false, true), InlineData(2, true, false)]
    public void Gru_follows_the_digital_one(int layers, bool both, bool batchFirst)
    {
        using var scope = NewDisposeScope();
        var digital = nn.GRU(3, 4, layers, batchFirst: batchFirst, bidirectional: both);
        var analog = new AnalogGRU(digital, "gru", AnalogOptions.Exact, batchFirst);
        Follow(digital, analog, (model, x) => model == digital ? digital.call(x).Item1 : analog.call(x, null).Item1, batchFirst);
    }

    [Theory, InlineData(nn.NonLinearities.Tanh), InlineData(nn.NonLinearities.ReLU)]
    public void Rnn_follows_the_digital_one(nn.NonLinearities nonLinearity)
    {
        using var scope = NewDisposeScope();
        var digital = nn.RNN(3, 4, 2, nonLinearity);
        var analog = new AnalogRNN(digital, "rnn", AnalogOptions.Exact, nonLinearity);
        Follow(digital, analog, (model, x) => model == digital ? digital.call(x).Item1 : analog.call(x, null).Item1, false);
        Assert.Equal(4, Analog.Layers(analog).Count);
    }

    [Fact]
    public void A_network_of_other_gates_is_refused()
    {
        using var scope = NewDisposeScope();
        var analog = new AnalogRNN(nn.RNN(3, 4), "rnn", AnalogOptions.Exact);
        Assert.Throws<ArgumentException>(() => analog.call(zeros(3, 4), null));
    }

    private static void Follow(nn.Module digital, nn.Module analog, Func<nn.Module, Tensor, Tensor> run, bool batchFirst)
    {
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.05), new AnalogSGD(analog, 0.05));
        for (var step = 0; step < 3; step++)
        {
            var first = Uniform($"x{step}", batchFirst ? 2 : 5, batchFirst ? 5 : 2, 3).requires_grad_();
            var second = first.detach().clone().requires_grad_();
            var outputs = new List<Tensor>();
            foreach (var (model, optimizer, x) in new (nn.Module, optim.Optimizer, Tensor)[] { (digital, sgd, first), (analog, own, second) })
            {
                optimizer.zero_grad();
                var y = run(model, x);
                outputs.Add(y.detach());
                (y * Uniform("g", y.shape)).sum().backward();
                optimizer.step();
            }
            AssertClose(outputs[0], outputs[1], 2e-5);
            AssertClose(first.grad!, second.grad!, 2e-5);
        }
    }
}

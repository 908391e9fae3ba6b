using EcramSim.Insertion.Models;
using EcramSim.Learning.Networks;

namespace EcramSim.Learning.Tests.Networks;

public sealed class NetworkTests
{
    [Fact]
    public void Every_shipped_network_reads() =>
        Assert.All(ModelLibrary.Shipped().Ids(ModelKind.Network), id => Network.Read(ModelLibrary.Shipped(), id));

    [Fact]
    public void The_digits_network_is_as_its_file_says()
    {
        var network = Network.Read(ModelLibrary.Shipped(), "digits-mlp");
        Assert.Equal([64, 36, 10], network.Sizes);
        Assert.Equal(("tanh", "digits", 20, 8), (network.ActivationName, network.DataName, network.Training.Epochs, network.Training.Batch));
        var schedule = network.Training.Schedule;
        Assert.Equal([1, 1, 0.1, 0.1], new[] { 1, 15, 16, 20 }.Select(e => schedule.Factor(e, 20)));
    }

    [Theory]
    [InlineData("network.layers=64-x-10", "layers: 'x' in '64-x-10' is not a whole number in the allowed range [1, 1048576]")]
    [InlineData("network.layers=64", "names 1 size")]
    [InlineData("network.layers=64-0-10", "'0' in '64-0-10'")]
    [InlineData("network.activation=rellu", "did you mean 'relu'?")]
    [InlineData("network.training.epochs=2.5", "training.epochs: value 2.5 must be a whole number")]
    [InlineData("network.training.epochs=0", "training.epochs: value 0 is outside the allowed range [1, 100000]")]
    [InlineData("network.training.learning_rate=-1", "training.learning_rate: value -1 is outside the allowed range (0, 1000]")]
    [InlineData("network.training.schedule.law=step", "did you mean 'step-decay'?")]
    [InlineData("network.training.schedule.after=1", "training.schedule.after: value 1 is outside the allowed range (0, 1)")]
    [InlineData("network.training.scedule.after=1", "did you mean 'schedule'?")]
    public void Refuses_wrong_values(string setting, string expected)
    {
        var error = Assert.Throws<InputException>(() => Network.Read(ModelLibrary.Shipped(), "digits-mlp", [Setting.Parse(setting)]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}

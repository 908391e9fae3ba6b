using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Tests.Evaluate;

public sealed class OrderOfDevicesTests
{
    private static SummaryRow Row(string name, double accuracy, double? asymmetry, double? states) =>
        new(name, name, asymmetry is null ? "baseline" : "physical", "sgd", 0.1, MeanInterval.Of([accuracy]), states, null, null, null, asymmetry, null, null, null, null, 0, 0);

    [Fact]
    public void Devices_are_ordered_and_the_cause_that_orders_them_is_named()
    {
        var text = OrderOfDevices.Explain(
            [Row("ideal", 0.96, null, null), Row("a", 0.90, 0.30, 1000), Row("b", 0.97, 0.01, 200), Row("c", 0.94, 0.10, 500)],
            [new RemovalRow("a", "asymmetry", 0.90, 0.95), new RemovalRow("a", "spread", 0.90, 0.905), new RemovalRow("b", "spread", 0.97, 0.96)]);
        Assert.Equal("By test accuracy: b (97.0 %) > c (94.0 %) > a (90.0 %).", text[0]);
        // Three devices: asymmetry has ranks opposite to accuracy (−1); so has the number of states, hence the step size +1.
        Assert.Contains("asymmetry ρ = -1.00", text[1], StringComparison.Ordinal);
        Assert.Contains("step size (1/states by step) ρ = 1.00", text[1], StringComparison.Ordinal);
        Assert.Contains("asymmetry orders the devices best", text[1], StringComparison.Ordinal);
        Assert.StartsWith("b: 97.0 %, 1.0 points above ideal", text[2], StringComparison.Ordinal);
        Assert.Contains("no single one of these limits it", text[2], StringComparison.Ordinal);
        Assert.StartsWith("a: 90.0 %, 6.0 points below ideal", text[4], StringComparison.Ordinal);
        Assert.Contains("asymmetry +5.0, spread +0.5; asymmetry limits it most", text[4], StringComparison.Ordinal);
    }

    [Fact]
    public void One_device_has_no_order() => Assert.Empty(OrderOfDevices.Explain([Row("a", 0.9, 0.1, 100)], []));

    [Fact]
    public void Labels_of_near_points_stand_apart()
    {
        var places = LabelPlace.Apart([(0, 90), (0.01, 90.1), (1, 90.2), (1, 100)]);
        Assert.Equal(90, places[0]);
        Assert.True(places[1] - places[0] > 0.5);
        Assert.Equal(90.2, places[2]);
    }

    [Fact]
    public void Result_files_quote_names_and_leave_empty_what_does_not_apply()
    {
        Assert.Equal("device,algorithm,seed,epoch,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses\n\"a,b\",sgd,1,2,0.5,0.25,,,,7\n",
            ResultTables.Results([new EpochRow("a,b", "sgd", 1, 2, 0.5, 0.25, null, null, null, 7)]));
        Assert.EndsWith("\nfloat32,sgd,1,0.1,0.5,,,,,,,,,,,\n", ResultTables.Summary([Row("float32", 0.5, null, null)]), StringComparison.Ordinal);
        var scaled = Row("mo-ecram", 0.5, null, null) with { Scaling = "omega:0.2" };
        Assert.EndsWith(",omega:0.2\n", ResultTables.Summary([scaled]), StringComparison.Ordinal);
        Assert.Equal(["0.1 (omega:0.2)", "0.1"], EvaluationTable.Rows([scaled, scaled with { Scaling = "fit" }]).Select(r => r[2]));
    }
}

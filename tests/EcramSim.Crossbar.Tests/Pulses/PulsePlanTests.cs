using EcramSim.Crossbar.Pulses;

namespace EcramSim.Crossbar.Tests.Pulses;

public class PulsePlanTests
{
    [Theory]
    [InlineData(0.01, 1, 0.299, 0.001, 3)]
    [InlineData(0.01, 1, 0.301, 0.001, 4)]
    [InlineData(0.01, 1, 1e-6, 0.001, 1)]   // never less than one slot
    [InlineData(0.1, 2, 1, 0.001, 31)]      // K = 200, limited
    [InlineData(-0.01, 1, 0.299, 0.001, 3)]
    public void LengthManagementTakesAsManySlotsAsTheLargestChangeNeeds(double rate, double x, double d, double granularity, int slots) =>
        Assert.Equal(slots, PulsePlan.Of(rate, x, d, granularity, ArrayOptions.Exact).Slots);

    [Theory]
    [InlineData(0.01, 0.7, 0.02, true, true)]
    [InlineData(0.01, 0.7, 0.02, true, false)]
    [InlineData(0.01, 0.02, 3, false, true)]
    [InlineData(0.05, 1, 1, false, false)]
    public void ExpectedChangeIsKept(double rate, double x, double d, bool balance, bool shorten)
    {
        var options = ArrayOptions.Exact with { UpdateManagement = balance, UpdateLengthManagement = shorten };
        var plan = PulsePlan.Of(rate, x, d, 0.002, options);
        Assert.Equal(rate, plan.RowFactor * plan.ColumnFactor * plan.Slots * 0.002, rate * 1e-12);
        if (balance) Assert.Equal(plan.ColumnFactor * x, plan.RowFactor * d, 1e-12);
        else Assert.Equal(plan.ColumnFactor, plan.RowFactor);
    }

    [Fact]
    public void BalancedProbabilitiesStayWithinOneWhereSlotsSuffice()
    {
        for (var k = 0.1; k < 31; k += 0.37)
        {
            var plan = PulsePlan.Of(k * 0.001, 1, 1, 0.001, ArrayOptions.Exact);
            Assert.InRange(plan.ColumnFactor, 0, 1 + 1e-12);
        }
    }
}

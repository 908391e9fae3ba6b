using EcramSim.Ecram;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Learning.Tests;

internal static class TestDevices
{
    /// <summary>Cells that step by exactly <paramref name="granularity"/> in both directions between −1 and 1, all alike.</summary>
    internal static CellDevice Constant(double granularity, WriteCost? cost = null) =>
        new("constant", "Constant steps", "update-law", new ConstantStep(granularity, -1, 1, 0, PulseSpread.None), cost, []);
}

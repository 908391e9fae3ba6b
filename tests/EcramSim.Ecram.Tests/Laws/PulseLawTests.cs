using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Tests.Laws;

public class PulseLawTests
{
    private static readonly PulseTable Table = new(-1, 1, [0.03, 0.02, 0.01], [-0.01, -0.03, -0.05], [0.002, 0.001, 0.004], [0.001, 0.003, 0.005]);

    public static IEnumerable<object[]> All() =>
    [
        [new ConstantStep(0.01, -1, 1, 0.3, PulseSpread.None)],
        [new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, true, PulseSpread.None)],
        [new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, false, PulseSpread.None)],
        [new SoftBounds(0.01, -0.6, 0.6, 0.3, PulseSpread.None)],
        [new TableStep(Table, PulseSpread.None)],
        [MeasuredTableTests.Enode()],
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void UpRaisesAndDownLowersInTheMeanOverTheWholeRange(IPulseLaw law)
    {
        for (var k = 1; k < 20; k++)
        {
            var w = (float)(law.Minimum + (law.Maximum - law.Minimum) * k / 20);
            Assert.True(Mean(law, w, true) > 0);
            Assert.True(Mean(law, w, false) < 0);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GranularityIsTheMeanStepAtTheCentre(IPulseLaw law) =>
        Assert.Equal(law.Granularity, (Mean(law, 0, true) - Mean(law, 0, false)) / 2, law.Granularity * 2e-3);

    [Theory]
    [MemberData(nameof(All))]
    public void LanesAreIndependent(IPulseLaw law)
    {
        var w = Vector256.Create(-0.5f, -0.3f, -0.1f, 0, 0.1f, 0.2f, 0.3f, 0.5f);
        var up = Vector256.Create(-1, 0, -1, 0, 0, -1, -1, 0).AsSingle();
        var xi = Vector256.Create(-2f, -1, 0, 1, 2, 0.3f, -0.4f, 5);
        var own = Cells(law);
        var together = law.Pulse(w, up, xi, own);
        for (var lane = 0; lane < 8; lane++)
            Assert.Equal(law.Pulse(Vector256.Create(w[lane]), Vector256.Create(up[lane]), Vector256.Create(xi[lane]), own)[lane], together[lane]);
    }

    [Fact]
    public void ConstantStepFollowsItsFormula()
    {
        var law = new ConstantStep(0.01, -1, 1, 0.3, PulseSpread.None);
        Assert.Equal(0.4 + 0.01 * 1.2 * (1 + 0.3 * 0.7), After(law, 0.4f, true, 0.7f, stepUp: 1.2f), 1e-7);
        Assert.Equal(0.4 - 0.01 * 0.9 * (1 - 0.3 * 2), After(law, 0.4f, false, -2, stepDown: 0.9f), 1e-7);
    }

    // K pulses: K + σ√K ξ steps, and six standard deviations of reach.
    [Fact]
    public void SeveralConstantStepsAreOneDraw()
    {
        var law = new ConstantStep(0.01, -1, 1, 0.3, PulseSpread.None);
        var after = law.Pulses(Vector256.Create(0.1f), Vector256<float>.AllBitsSet, Vector256.Create(9f), Vector256.Create(0.5f), Cells(law), out var reach);
        Assert.Equal(0.1 + 0.01 * (9 + 0.3 * 3 * 0.5), after[0], 1e-7);
        Assert.Equal(6 * 0.01 * 0.3 * 3, reach[0], 1e-7);
    }

    // w ± (Δ + s w)(1 + σξ), s = −γΔ/b.
    [Fact]
    public void LinearStepFollowsItsFormula()
    {
        var law = new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, true, PulseSpread.None);
        Assert.Equal(0.6 + (0.01 - 0.4 * 0.01 / 1.2 * 0.6) * (1 + 0.3 * 0.5), After(law, 0.6f, true, 0.5f), 1e-7);
        Assert.Equal(-0.6 - (0.01 + 0.7 * 0.01 / 0.8 * -0.6) * (1 + 0.3 * 0.5), After(law, -0.6f, false, 0.5f), 1e-7);
        var additive = new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, false, PulseSpread.None);
        Assert.Equal(0.6 + 0.01 * (1 + 0.3 * 0.5) - 0.4 * 0.01 / 1.2 * 0.6, After(additive, 0.6f, true, 0.5f), 1e-7);
    }

    [Fact]
    public void SoftBoundsVanishAtTheOwnBoundsAndHaveTheirSymmetryPoint()
    {
        var law = new SoftBounds(0.01, -0.6, 0.6, 0, PulseSpread.None);
        Assert.Equal(0.5f, After(law, 0.5f, true, 0, maximum: 0.5f));
        Assert.Equal(-0.7f, After(law, -0.7f, false, 0, minimum: -0.7f));
        Assert.Equal(0.2f, After(law, 0.2f, true, 0, maximum: 0));
        // w* = (f⁺ − f⁻)/(f⁺/b⁺ − f⁻/b⁻) with f⁺ 1.2, f⁻ 0.8, bounds 0.6 and −0.6.
        var symmetry = (1.2 - 0.8) / (1.2 / 0.6 + 0.8 / 0.6);
        var up = After(law, (float)symmetry, true, 0, stepUp: 1.2f) - (float)symmetry;
        var down = After(law, (float)symmetry, false, 0, stepDown: 0.8f) - (float)symmetry;
        Assert.Equal(0, up + down, 1e-7);
    }

    [Fact]
    public void TableStepIsLinearBetweenItsPointsAndConstantBeyond()
    {
        var law = new TableStep(Table, PulseSpread.None);
        Assert.Equal(-0.75 + 0.0275 + 2 * 0.00175, After(law, -0.75f, true, 2), 1e-7);
        Assert.Equal(0.25 - 0.035 - 0.0035, After(law, 0.25f, false, -1), 1e-7);
        Assert.Equal(1 + 0.01 + 0.004, After(law, 1, true, 1), 1e-7);
        Assert.Equal(-1.1 + 0.03, After(law, -1.1f, true, 0), 1e-7);
        // A cell of four times the step has twice the noise.
        Assert.Equal(4 * 0.02 + 2 * 0.001, After(law, 0, true, 1, stepUp: 4), 1e-7);
        Assert.Equal(0.025, law.Granularity, 1e-12);
    }

    [Fact]
    public void ATableWithAWrongSignIsRefused() =>
        Assert.Throws<ArgumentException>(() => new TableStep(Table with { StepDown = [-0.01, 0.03, -0.05] }, PulseSpread.None));

    internal static double Mean(IPulseLaw law, float w, bool up)
    {
        // Expectation over the noise by the midpoint rule in probability-weighted ξ.
        double sum = 0, weight = 0;
        for (var xi = -6.0; xi <= 6; xi += 0.01)
        {
            var density = Math.Exp(-xi * xi / 2);
            sum += density * (After(law, w, up, (float)xi) - w);
            weight += density;
        }
        return sum / weight;
    }

    internal static float After(IPulseLaw law, float w, bool up, float xi, float stepUp = 1, float stepDown = 1, float? minimum = null, float? maximum = null) =>
        law.Pulse(Vector256.Create(w), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256.Create(xi),
            Cells(law) with
            {
                StepUp = Vector256.Create(stepUp), StepDown = Vector256.Create(stepDown),
                Minimum = Vector256.Create(minimum ?? (float)law.Minimum), Maximum = Vector256.Create(maximum ?? (float)law.Maximum),
            }).ToScalar();

    private static CellLanes Cells(IPulseLaw law)
    {
        var one = Vector256<float>.One;
        return new CellLanes(one, one, one, one, Vector256.Create((float)law.Minimum), Vector256.Create((float)law.Maximum));
    }
}

using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Tests.Laws;

public class PulseLawTests
{
    private static readonly PulseTable Table = new(-1, 1, [0.03, 0.02, 0.01], [-0.01, -0.03, -0.05], [0.002, 0.001, 0.004], [0.001, 0.003, 0.005]);

    public static IEnumerable<object[]> All() => Catalogue<IPulseLaw>.Examples.Select(e => new object[] { e.Law }).Append([MeasuredTableTests.Enode()]);

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
        var after = law.Pulses(Vector512.Create(0.1f), Vector512<float>.AllBitsSet, new PulseCount<Vector512<float>>(Vector512.Create(9f), Vector512.Create(3f)), Vector512.Create(0.5f), Directed(law), out var mean, out var reach);
        Assert.Equal(0.1 + 0.01 * (9 + 0.3 * 3 * 0.5), after[0], 1e-7);
        Assert.Equal(0.1 + 0.01 * 9, mean[0], 1e-7);
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

    // v = 2w/2; up Δ(1 + a)(1 + 0.3 e^(−1.5 v)), down Δ(1 − a)(1 − 0.2 e^(−1.2 v)).
    [Fact]
    public void ExponentialStepFollowsItsFormula()
    {
        var law = new ExponentialStep(0.01, -0.8, 1.2, -0.3, 0.2, -1.5, 1.2, 0.3, PulseSpread.None, 0.2);
        Assert.Equal(0.4 + 0.012 * (1 + 0.3 * Math.Exp(-0.6)) * (1 + 0.3 * 0.7), After(law, 0.4f, true, 0.7f), 1e-7);
        Assert.Equal(0.4 - 0.008 * (1 - 0.2 * Math.Exp(-0.48)) * (1 - 0.3 * 2), After(law, 0.4f, false, -2), 1e-7);
        Assert.Equal((0.012 * 1.3 + 0.008 * 0.8) / 2, law.Granularity, 1e-12);
        // Where A e^(κv) passes 1 the cell stands still: 0.5 e^(3v) = 1 at v = 0.231.
        var stops = new ExponentialStep(0.01, -1, 1, 0.5, 0.5, 3, 3, 0.3, PulseSpread.None);
        Assert.Equal(0.3f, After(stops, 0.3f, true, 1));
        Assert.Equal(0.2 + 0.01 * (1 - 0.5 * Math.Exp(0.6)), After(stops, 0.2f, true, 0), 1e-7);
        // The bounds of the cell stretch the curve: v = 2w/4.
        Assert.Equal(0.4 + 0.01 * (1 - 0.5 * Math.Exp(0.6)), After(stops, 0.4f, true, 0, minimum: -2, maximum: 2), 1e-7);
    }

    // The published form of the ReRAM preset (A, γ, a, b) against the folded one.
    [Theory]
    [InlineData(-0.9f)]
    [InlineData(0.1f)]
    [InlineData(0.8f)]
    public void ExponentialStepIsThePublishedFormWithItsOffsetFoldedIn(float w)
    {
        const double a = -0.5, b = -0.5, gamma = 5, up = -1.18445, down = -0.081404, step = 0.00135, bias = 0.259359;
        var law = new ExponentialStep(step, -1, 1, up * Math.Exp(gamma * b), down * Math.Exp(-gamma * b), gamma * a, gamma * a, 0, PulseSpread.None, bias);
        var z = 2 * a * w / 2 + b;
        Assert.Equal(step * (1 + bias) * (1 - up * Math.Exp(gamma * z)), After(law, w, true, 0) - w, 1e-7);
        Assert.Equal(-step * (1 - bias) * (1 - down * Math.Exp(-gamma * z)), After(law, w, false, 0) - w, 1e-7);
    }

    [Fact]
    public void PowerStepFollowsItsFormulaAndIsSoftBoundsForThePowerOne()
    {
        var law = new PowerStep(0.02, -0.8, 1.2, 1.6, 0.7, 0.3, PulseSpread.None);
        Assert.Equal(0.4 + 0.02 * Math.Pow(0.8 / 2, 1.6) * (1 + 0.3 * 0.5), After(law, 0.4f, true, 0.5f), 1e-7);
        Assert.Equal(0.4 - 0.02 * Math.Pow(1.2 / 2, 0.7) * (1 + 0.3 * 0.5), After(law, 0.4f, false, 0.5f), 1e-7);
        Assert.Equal(1.2f, After(law, 1.2f, true, 1));
        Assert.Equal(-0.8f, After(law, -0.8f, false, 1));
        Assert.Equal(1.3f, After(law, 1.3f, true, 1));
        var one = new PowerStep(0.02, -0.6, 0.6, 1, 1, 0, PulseSpread.None);
        var soft = new SoftBounds(0.01, -0.6, 0.6, 0, PulseSpread.None);
        for (var w = -0.55f; w < 0.6f; w += 0.1f)
        {
            Assert.Equal(After(soft, w, true, 0), After(one, w, true, 0), 2e-7);
            Assert.Equal(After(soft, w, false, 0), After(one, w, false, 0), 2e-7);
        }
    }

    [Fact]
    public void PiecewiseStepIsLinearBetweenItsNodesAndStretchesWithTheCell()
    {
        var law = new PiecewiseStep([0.05, 0.04, 0.02], [-0.01, -0.03, -0.06], -0.8, 1.2, 0.3, PulseSpread.None);
        // Nodes at −0.8, 0.2, 1.2.
        Assert.Equal(-0.3 + 0.045 * (1 + 0.3 * 2), After(law, -0.3f, true, 2), 1e-7);
        Assert.Equal(0.7 - 0.045 * (1 - 0.3), After(law, 0.7f, false, -1), 1e-7);
        Assert.Equal((0.042 + 0.026) / 2, law.Granularity, 1e-12);
        // Nodes at −1.6, 0.4, 2.4.
        Assert.Equal(-0.6 + 0.045, After(law, -0.6f, true, 0, minimum: -1.6f, maximum: 2.4f), 1e-7);
        Assert.Throws<ArgumentException>(() => new PiecewiseStep([0.05, 0.04], [-0.01, 0.03], -1, 1, 0, PulseSpread.None));
        Assert.Throws<ArgumentException>(() => new PiecewiseStep([0.05], [-0.01], -1, 1, 0, PulseSpread.None));
    }

    [Fact]
    public void ACellWhoseBoundsCoincideStaysFinite()
    {
        foreach (var law in new IPulseLaw[]
        {
            new ExponentialStep(0.01, -1, 1, 0.5, 0.5, 3, 3, 0, PulseSpread.None), new PowerStep(0.01, -1, 1, 2, 2, 0, PulseSpread.None),
            new PiecewiseStep([0.05, 0.04], [-0.01, -0.03], -1, 1, 0, PulseSpread.None), new LabelStep(1, 1, 100, 100, -1, 1, 0, PulseSpread.None),
        })
            Assert.True(float.IsFinite(After(law, 0, true, 0, minimum: 0, maximum: 0)));
    }

    // After n of P pulses the cell stands at f(n/P) of its way, f = (1 − e^(−p/a))/(1 − e^(−1/a)), a from the published pairs of label and curvature.
    [Theory]
    [InlineData(2.4, 0.49918)]
    [InlineData(4.88, 0.20030)]
    [InlineData(1, 1.25165)]
    [InlineData(-2.4, -0.49918)]
    [InlineData(0.01, 126.269)]
    public void LabelStepWalksAlongThePublishedCurve(double label, double a)
    {
        const int pulses = 60;
        var up = new LabelStep(label, 0, pulses, pulses, -0.8, 1.2, 0, PulseSpread.None);
        var down = new LabelStep(0, label, pulses, pulses, -0.8, 1.2, 0, PulseSpread.None);
        var (rising, falling) = (-0.8f, 1.2f);
        for (var n = 1; n <= pulses; n++)
        {
            (rising, falling) = (After(up, rising, true, 0), After(down, falling, false, 0));
            var f = (1 - Math.Exp(-n / (pulses * a))) / (1 - Math.Exp(-1 / a));
            Assert.Equal(-0.8 + 2 * f, rising, 1e-4);
            Assert.Equal(1.2 - 2 * f, falling, 1e-4);
        }
        var seen = EcramSim.Ecram.Observables.PulseObservables.Of(EcramSim.Ecram.Observables.LawSteps.Of(up), isConductance: false);
        Assert.Equal(pulses, seen.Potentiation.Pulses, 0.05);
        Assert.Equal(label, seen.Potentiation.Nonlinearity, 0.01 * Math.Abs(label) + 0.001);
        Assert.Equal(0, seen.Depression.Nonlinearity, 1e-3);
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

    private static DirectedCells<Vector512<float>> Directed(ConstantStep law) =>
        new(Vector512.Create(FactorUnit.Value), Vector512.Create(FactorUnit.Value), Vector512.Create((float)law.Minimum), Vector512.Create((float)law.Maximum));

    private static CellLanes Cells(IPulseLaw law)
    {
        var one = Vector256<float>.One;
        return new CellLanes(one, one, one, one, Vector256.Create((float)law.Minimum), Vector256.Create((float)law.Maximum));
    }
}

using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Inference;

namespace EcramSim.Learning.Tests.Inference;

public sealed class DriftCompensationTests
{
    private const int Readings = 40, Inputs = 6, Outputs = 3;

    // By hand: 2·(1, −1) + 0.5·(3 + 1) = (4, 0); −1·(1, −1) with no share stays that.
    [Fact]
    public void A_correction_is_a_factor_and_a_share_of_the_inputs()
    {
        float[] y = [1, -1, 1, -1];
        new OutputCorrection([2, -1], [0.5f, 0]).Apply([3, 1, 0, 0], y, 2);
        Assert.Equal([4, 1, 2, 1], y);
        new OutputCorrection([0.5f], null).Apply([3, 1, 0, 0], y, 2);
        Assert.Equal([2, 0.5f, 1, 0.5f], y);
        Assert.Equal(3, new OutputCorrection([2], null).Operations(7, 3));
        Assert.Equal(7 + 9, new OutputCorrection([2, 2, 2], [1, 1, 1]).Operations(7, 3));
        Assert.Throws<ArgumentException>(() => new OutputCorrection([1, 2, 3], null).Apply([1, 1], new float[2], 1));
    }

    [Fact]
    public void Global_removes_one_common_factor_and_per_column_what_is_affine_in_the_weights_of_an_output()
    {
        var random = new RandomStream(3, "compensation");
        float Draw() => (float)(2 * random.NextDouble() - 1);
        float[] weights = [.. Enumerable.Range(0, Outputs * Inputs).Select(_ => Draw())], x = [.. Enumerable.Range(0, Readings * Inputs).Select(_ => Draw())];
        (float Factor, float Shift)[] drift = [(0.7f, 0.2f), (0.4f, -0.3f), (1.1f, 0.05f)];
        var reference = Read(weights, x, Readings);
        float[] fresh = [.. Enumerable.Range(0, 5 * Inputs).Select(_ => Draw())];

        var faded = Read([.. weights.Select(w => 0.3f * w)], x, Readings);
        var global = DriftCompensation.Global.Correction(x, reference, faded, Readings)!;
        Check(weights, [.. weights.Select(w => 0.3f * w)], fresh, global);

        float[] affine = [.. weights.Select((w, k) => drift[k / Inputs].Factor * w + drift[k / Inputs].Shift)];
        Check(weights, affine, fresh, DriftCompensation.PerColumn.Correction(x, reference, Read(affine, x, Readings), Readings)!);

        // Where nothing has happened, nothing is corrected.
        Assert.Null(DriftCompensation.None.Correction(x, reference, faded, Readings));
        var still = DriftCompensation.PerColumn.Correction(x, reference, reference, Readings)!;
        Assert.All(still.Factors, f => Assert.Equal(1, f, 1e-6));
        Assert.All(still.InputFactors!, c => Assert.Equal(0, c, 1e-6));
    }

    // Converters of equal noise before and after: a regression of one reading on the other would find 1/(1 + σ²/⟨y²⟩) = 0.5 here.
    [Fact]
    public void Noise_of_the_readings_is_not_taken_for_drift()
    {
        const int readings = 20_000;
        var random = new RandomStream(4, "noise");
        float[] x = new float[readings], reference = new float[readings], now = new float[readings];
        for (var m = 0; m < readings; m++)
        {
            x[m] = (random.NextUInt32() & 1) == 0 ? 1 : -1;
            var y = random.NextNormal();
            (reference[m], now[m]) = ((float)(y + random.NextNormal()), (float)(y + random.NextNormal()));
        }
        // Two sample variances with a correlation of the samples of ½: their ratio's root deviates by √(3/4n).
        Assert.InRange(DriftCompensation.Global.Correction(x, reference, now, readings)!.Factors[0], 1 - 5 * Math.Sqrt(0.75 / readings), 1 + 5 * Math.Sqrt(0.75 / readings));
    }

    [Fact]
    public void Lines_that_read_nothing_and_unknown_names()
    {
        float[] x = [1, -1, 1, 1];
        var dead = DriftCompensation.PerColumn.Correction(x, [0, 1, 0, 2], [0, 2, 0, 4], 2)!;
        Assert.Equal(1, dead.Factors[0]);
        Assert.Equal(0, dead.InputFactors![0]);
        Assert.Equal(1, DriftCompensation.Global.Correction(x, [0, 0], [0, 0], 2)!.Factors[0]);
        Assert.Contains("per-column", Assert.Throws<InputException>(() => DriftCompensation.Of("per-colum")).Message, StringComparison.Ordinal);
    }

    private static void Check(float[] weights, float[] drifted, float[] x, OutputCorrection correction)
    {
        var (wanted, read) = (Read(weights, x, x.Length / Inputs), Read(drifted, x, x.Length / Inputs));
        correction.Apply(x, read, x.Length / Inputs);
        for (var k = 0; k < wanted.Length; k++) Assert.Equal(wanted[k], read[k], 2e-5);
    }

    private static float[] Read(float[] weights, float[] x, int batch)
    {
        var y = new float[batch * Outputs];
        for (var b = 0; b < batch; b++)
            for (var i = 0; i < Outputs; i++)
                for (var j = 0; j < Inputs; j++) y[b * Outputs + i] += weights[i * Inputs + j] * x[b * Inputs + j];
        return y;
    }
}

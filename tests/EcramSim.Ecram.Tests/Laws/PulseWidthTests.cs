using System.Runtime.Intrinsics;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Tests.Laws;

/// <summary>Sums of pulses of eight and of sixteen cells are written twice: every cell must get the same bits from both.</summary>
public class PulseWidthTests
{
    private static readonly double[] Weights = [.. Enumerable.Range(0, 257).Select(i => -1.25 + 2.5 * i / 256)];

    // A smooth table has cubics; a coarse one and one with a kink do not.
    private static PulseTable Table(double kink) => new(-1.25, 1.25, [.. Weights.Select(v => 0.001 * Math.Exp(-v / 2) + kink * Math.Max(v, 0))], [.. Weights.Select(v => -0.001 * Math.Exp(v / 2))],
        [.. Weights.Select(v => 0.0003 * (1 + 0.1 * v))], [.. Weights.Select(v => 0.0003 * (1 - 0.1 * v))]);

    public static IEnumerable<object[]> All() => Catalogue<IPulseLaw>.Examples.Select(e => e.Law).Where(l => l.IsSummable).Concat(
    [
        new TableStep(Table(0), PulseSpread.None), new TableStep(Table(1e-4), PulseSpread.None),
        new UpOnly<SoftBounds>(new SoftBounds(0.01, -0.6, 0.6, 0.3, PulseSpread.None)),
        new WithoutBounds<SoftBounds>(new SoftBounds(0.01, -0.6, 0.6, 0.3, PulseSpread.None)),
        new WithoutSpread<LinearStep>(new LinearStep(0.01, -0.8, 1.2, 0.4, 0.7, 0.3, false, PulseSpread.None)),
    ]).Select(l => new object[] { l });

    [Theory]
    [MemberData(nameof(All))]
    public void EightCellsGetTheBitsOfSixteen(IPulseLaw law)
    {
        var random = new RandomStream(3, "widths");
        for (var round = 0; round < 200; round++)
        {
            // Weights over the whole range and a little beyond, some at a bound exactly.
            var weight = Drawn(() => (float)Math.Clamp(law.Minimum + (law.Maximum - law.Minimum) * (1.1 * random.NextDouble() - 0.05), law.Minimum, law.Maximum));
            var up = Drawn(() => BitConverter.Int32BitsToSingle(random.NextDouble() < 0.5 ? -1 : 0));
            var number = Drawn(() => (float)Math.Floor(1 + 31 * random.NextDouble()));
            var xi = Drawn(() => (float)random.NextNormal());
            var cells = new DirectedCells<Vector512<float>>(Drawn(() => FactorUnit.Value * (float)Math.Max(0, 1 + 0.3 * random.NextNormal())), Drawn(() => FactorUnit.Value * (float)Math.Max(0, 1 + 0.3 * random.NextNormal())),
                Drawn(() => (float)(law.Minimum * (1 + 0.1 * random.NextDouble()))), Drawn(() => (float)(law.Maximum * (1 + 0.1 * random.NextDouble()))));
            var count = new PulseCount<Vector512<float>>(number, Vector512.Sqrt(number));
            var after = law.Pulses(weight, up, count, xi, cells, out var mean, out var reach);
            foreach (var half in new[] { false, true })
            {
                Vector256<float> Part(Vector512<float> sixteen) => half ? sixteen.GetUpper() : sixteen.GetLower();
                var eight = law.Pulses(Part(weight), Part(up), new PulseCount<Vector256<float>>(Part(number), Part(count.Root)), Part(xi),
                    new DirectedCells<Vector256<float>>(Part(cells.Step), Part(cells.Slope), Part(cells.Minimum), Part(cells.Maximum)), out var meanOfEight, out var reachOfEight);
                Assert.Equal(Part(after).AsInt32(), eight.AsInt32());
                Assert.Equal(Part(mean).AsInt32(), meanOfEight.AsInt32());
                Assert.Equal(Part(reach).AsInt32(), reachOfEight.AsInt32());
            }
        }
    }

    private static Vector512<float> Drawn(Func<float> next) => Vector512.Create([.. Enumerable.Range(0, 16).Select(_ => next())]);
}

using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Cells that are not ohmic, gradients, and reads with a guaranteed error.</summary>
public class NonlinearTests
{
    public static IEnumerable<object[]> Laws => [[new SinhCell(0.25)], [new SinhCell(0.05)], [new ThresholdCell(0.4, 1000, 0.02)], [new ThresholdCell(0.3, 10, 0.1)]];

    [Theory, MemberData(nameof(Laws))]
    public void One_cell_behind_its_wires_balances_its_loop(ICellLaw law)
    {
        var solver = new NonlinearSolver(new Wiring(30, 20) { DriverResistance = 50 }, 1, 1, [1e-3], law);
        var solution = solver.Solve([1]);
        var v = solution.CellVoltage(0, 0);
        Assert.Equal(1, v + 100 * law.Current(v, 1e-3), 1e-11);
        Assert.Equal(law.Current(v, 1e-3), solution.BitCurrents[0], 1e-13);
    }

    [Theory, MemberData(nameof(Laws))]
    public void Every_node_balances_with_the_law_of_the_cells(ICellLaw law)
    {
        const int rows = 13, columns = 10;
        var random = new RandomStream(2, "test/nonlinear");
        var g = RandomArray.Conductances(rows * columns, random, 300, 3e4);
        g[5] = 0;
        foreach (var wiring in new[] { new Wiring(3, 2), new Wiring(0, 2), new Wiring(3, 2) { FloatingWords = [2], WordEnds = LineEnds.Both, SenseResistance = 10 } })
        {
            var s = new NonlinearSolver(wiring, rows, columns, g, law).Solve(RandomArray.Voltages(rows, random), RandomArray.Voltages(columns, random));
            var largest = s.WordCurrents.Max(Math.Abs);
            for (var j = 0; j < columns; j++)
            {
                var sum = Enumerable.Range(0, rows).Sum(i => law.Current(s.CellVoltage(i, j), g[i * columns + j]));
                Assert.Equal(0, (s.BitCurrents[j] - sum) / largest, 1e-9);
                // Along a bit line: what the wire gains between two nodes is the cell.
                for (var i = 1; i + 1 < rows; i++)
                {
                    double Bit(int row) => s.BitVoltages[row * columns + j];
                    Assert.Equal(0, ((2 * Bit(i) - Bit(i - 1) - Bit(i + 1)) / 2 - law.Current(s.CellVoltage(i, j), g[i * columns + j])) / largest, 1e-9);
                }
            }
            Assert.Equal(1, s.DissipatedPower / s.SourcePower, 1e-9);
        }
    }

    [Fact]
    public void A_straight_law_is_the_linear_array()
    {
        var random = new RandomStream(4, "test/nonlinear/straight");
        var g = RandomArray.Conductances(6 * 7, random, 300, 3e4);
        var v = RandomArray.Voltages(6, random);
        var nonlinear = new NonlinearSolver(new Wiring(3, 2), 6, 7, g, new ThresholdCell(0.3, 1, 0.1)).Solve(v);
        var linear = new NodalSolver(new Wiring(3, 2), 6, 7, g).Solve(v);
        for (var j = 0; j < 7; j++) Assert.Equal(1, nonlinear.BitCurrents[j] / linear.BitCurrents[j], 1e-11);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        const int rows = 5, columns = 4;
        var random = new RandomStream(6, "test/adjoint");
        foreach (var wiring in new[] { new Wiring(20, 30) { DriverResistance = 40, SenseResistance = 25 }, new Wiring(0, 30), new Wiring(20, 0), new Wiring(20, 30) { WordEnds = LineEnds.Both } })
        {
            var g = RandomArray.Conductances(rows * columns, random, 100, 1e4);
            double[] words = RandomArray.Voltages(rows, random), bits = RandomArray.Voltages(columns, random), out_ = RandomArray.Voltages(columns, random), in_ = RandomArray.Voltages(rows, random);
            double Loss(double[] cells, double[] w, double[] b)
            {
                var s = new NodalSolver(wiring, rows, columns, cells).Solve(w, b);
                return s.BitCurrents.Zip(out_, (i, c) => i * c).Sum() + s.WordCurrents.Zip(in_, (i, c) => i * c).Sum();
            }
            double Difference(Func<double[], double> loss, double[] at, int k)
            {
                var h = 1e-4 * at[k];
                double[] up = [.. at], down = [.. at];
                (up[k], down[k]) = (at[k] + h, at[k] - h);
                return (loss(up) - loss(down)) / (2 * h);
            }
            var solver = new NodalSolver(wiring, rows, columns, g);
            var gradient = NodalGradient.Of(solver, solver.Solve(words, bits), out_, in_);
            for (var k = 0; k < g.Length; k++) Assert.Equal(Difference(c => Loss(c, words, bits), g, k), gradient.Conductances[k], 1e-6);
            for (var i = 0; i < rows; i++) Assert.Equal(Difference(w => Loss(g, w, bits), words, i), gradient.Words[i], 1e-9);
            for (var j = 0; j < columns; j++) Assert.Equal(Difference(b => Loss(g, words, b), bits, j), gradient.Bits[j], 1e-9);
        }
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void An_approximate_read_keeps_its_guarantee_and_saves_iterations(double error)
    {
        foreach (var lowest in new[] { 1e2, 1e3, 1e4 })
        {
            var random = new RandomStream(8, "test/approximate");
            var g = RandomArray.Conductances(150 * 90, random, lowest, 100 * lowest);
            var words = RandomArray.Voltages(150, random);
            var solver = new NodalSolver(new Wiring(1, 2) { DriverResistance = 3 }, 150, 90, g);
            var exact = solver.Solve(words);
            var iterations = solver.Iterations;
            var read = new ApproximateRead(solver);
            var currents = new double[90];
            read.BitCurrents(words, error, currents);
            Assert.True(solver.Iterations < iterations, $"{solver.Iterations} of {iterations} iterations");
            Assert.True(read.VoltageBound <= error, $"bound {read.VoltageBound} V");
            for (var j = 0; j < 90; j++) Assert.InRange(Math.Abs(currents[j] - exact.BitCurrents[j]), 0, read.CurrentBound(j));
        }
    }
}

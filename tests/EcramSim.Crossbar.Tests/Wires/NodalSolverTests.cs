using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>The fast solver against the whole node matrix, against laws of circuits, and on arrays that nobody would build.</summary>
public class NodalSolverTests
{
    public static IEnumerable<object[]> Wirings =>
    [
        [new Wiring(10, 20)],
        [new Wiring(2, 5) { DriverResistance = 50 }],
        [new Wiring(2, 5) { DriverResistance = 50, SenseResistance = 30 }],
        [new Wiring(2, 5) { WordEnds = LineEnds.Both, DriverResistance = 7 }],
        [new Wiring(2, 5) { WordEnds = LineEnds.Last, BitEnds = LineEnds.First }],
        [new Wiring(2, 5) { WordEnds = LineEnds.Both, BitEnds = LineEnds.Both, SenseResistance = 3 }],
        [new Wiring(2, 5) { FloatingWords = [0, 3] }],
        [new Wiring(2, 5) { FloatingWords = [1], FloatingBits = [0, 2], DriverResistance = 11 }],
        [new Wiring(1e-3, 1e3) { DriverResistance = 1 }],
    ];

    [Theory, MemberData(nameof(Wirings))]
    public void Agrees_with_a_direct_solution_of_the_whole_node_matrix(Wiring wiring)
    {
        foreach (var (rows, columns) in new[] { (6, 5), (5, 11), (17, 9), (8, 8) })
        {
            var random = new RandomStream(7, $"test/nodal/{rows}");
            var g = RandomArray.Conductances(rows * columns, random, 100, 1e5);
            var words = RandomArray.Voltages(rows, random);
            // Half-biased: no line of bits is at ground.
            var bits = RandomArray.Voltages(columns, random);
            var solution = new NodalSolver(wiring, rows, columns, g).Solve(words, bits);
            var (word, bit) = NodalReference.Solve(wiring, rows, columns, g, words, bits);
            for (var k = 0; k < g.Length; k++)
            {
                Assert.Equal(word[k], solution.WordVoltages[k], 1e-11);
                Assert.Equal(bit[k], solution.BitVoltages[k], 1e-11);
            }
            Assert.Equal(1, solution.DissipatedPower / solution.SourcePower, 1e-10);
            Assert.Equal(0, (solution.WordCurrents.Sum() - solution.BitCurrents.Sum()) / solution.WordCurrents.Max(Math.Abs), 1e-10);
        }
    }

    [Fact]
    public void One_cell_is_one_loop()
    {
        // One cell: source, driver, segment, cell, segment, sense, ground: one loop.
        var one = new NodalSolver(new Wiring(3, 5) { DriverResistance = 40, SenseResistance = 2 }, 1, 1, [1.0 / 50]).Solve([1]);
        Assert.Equal(1.0 / (40 + 3 + 50 + 5 + 2), one.BitCurrents[0], 1e-15);
        Assert.Equal(1 - 43.0 / 100, one.WordVoltages[0], 1e-14);
    }

    [Fact]
    public void Random_arrays_with_open_and_shorted_cells_never_fail_and_balance_power()
    {
        var count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 1000 : 120;
        var random = new RandomStream(11, "test/nodal/hostile");
        for (var n = 0; n < count; n++)
        {
            int rows = 1 + (int)(random.NextDouble() * 80), columns = 1 + (int)(random.NextDouble() * 80);
            double Decades(double from, double to) => Math.Pow(10, from + (to - from) * random.NextDouble());
            var lowest = Decades(1, 5);
            var g = RandomArray.Conductances(rows * columns, random, lowest, 1e6 * lowest);
            double open = 0.4 * random.NextDouble(), shorted = 0.02 * random.NextDouble(), contact = Decades(-1, 2);
            for (var k = 0; k < g.Length; k++)
            {
                var u = random.NextDouble();
                if (u < open) g[k] = 0;
                else if (u > 1 - shorted) g[k] = 1 / contact;
            }
            var wiring = new Wiring(Decades(-3, 3), Decades(-3, 3)) { DriverResistance = n % 2 == 0 ? 0 : Decades(-1, 4), SenseResistance = n % 3 == 0 ? 0 : Decades(-1, 4), WordEnds = n % 5 == 0 ? LineEnds.Both : LineEnds.First };
            var solution = new NodalSolver(wiring, rows, columns, g).Solve(RandomArray.Voltages(rows, random));
            Assert.True(Math.Abs(solution.SourcePower - solution.DissipatedPower) <= 1e-9 * solution.SourcePower,
                $"case {n}, {rows}x{columns}, {wiring}: {solution.SourcePower} W in, {solution.DissipatedPower} W dissipated after {solution.Iterations} iterations");
            Assert.True(Math.Abs(solution.WordCurrents.Sum() - solution.BitCurrents.Sum()) <= 1e-9 * solution.WordCurrents.Sum(Math.Abs), $"case {n}: currents");
        }
    }

    [Fact]
    public void Wires_without_resistance_leave_the_product_of_matrix_and_vector()
    {
        var random = new RandomStream(3, "test/nodal/ideal");
        var g = RandomArray.Conductances(7 * 9, random);
        var v = RandomArray.Voltages(7, random);
        var solution = new NodalSolver(Wiring.None, 7, 9, g).Solve(v);
        for (var j = 0; j < 9; j++) Assert.Equal(1, solution.BitCurrents[j] / Enumerable.Range(0, 7).Sum(i => g[i * 9 + j] * v[i]), 1e-14);
        Assert.Equal(0, solution.Iterations);
    }

    [Theory]
    [InlineData(0, 3, 0, 0)]
    [InlineData(3, 0, 0, 0)]
    [InlineData(0, 3, 50, 0)]
    [InlineData(3, 0, 0, 50)]
    [InlineData(0, 0, 50, 20)]
    public void A_line_without_resistance_is_the_limit_of_a_small_one(double word, double bit, double driver, double sense)
    {
        var random = new RandomStream(3, "test/nodal/limit");
        var g = RandomArray.Conductances(13 * 9, random, 1e3, 1e5);
        var (words, bits) = (RandomArray.Voltages(13, random), RandomArray.Voltages(9, random));
        var wiring = new Wiring(word, bit) { DriverResistance = driver, SenseResistance = sense };
        var rigid = new NodalSolver(wiring, 13, 9, g).Solve(words, bits);
        var nearly = new NodalSolver(wiring with { WordResistance = Math.Max(word, 1e-9), BitResistance = Math.Max(bit, 1e-9) }, 13, 9, g).Solve(words, bits);
        for (var k = 0; k < g.Length; k++) Assert.Equal(nearly.CellVoltage(k / 9, k % 9), rigid.CellVoltage(k / 9, k % 9), 1e-9);
        Assert.Equal(1, rigid.DissipatedPower / rigid.SourcePower, 1e-10);
    }

    [Fact]
    public void The_read_backwards_is_the_transposed_matrix()
    {
        var random = new RandomStream(5, "test/nodal/reciprocity");
        var g = RandomArray.Conductances(20 * 12, random, 200, 2e4);
        var solver = new NodalSolver(new Wiring(2, 3) { DriverResistance = 10, SenseResistance = 4 }, 20, 12, g);
        var (words, bits) = (RandomArray.Voltages(20, random), RandomArray.Voltages(12, random));
        double[] forward = new double[12], backward = new double[20];
        solver.BitCurrents(words, forward);
        solver.WordCurrents(bits, backward);
        Assert.Equal(1, forward.Zip(bits, (a, b) => a * b).Sum() / backward.Zip(words, (a, b) => a * b).Sum(), 1e-11);
    }

    [Fact]
    public void A_warm_start_ends_at_the_same_voltages_sooner()
    {
        var random = new RandomStream(9, "test/nodal/warm");
        var g = RandomArray.Conductances(96 * 96, random, 1e3, 1e5);
        var words = RandomArray.Voltages(96, random);
        var solver = new NodalSolver(new Wiring(1, 1), 96, 96, g) { WarmStart = true };
        solver.Solve(words);
        var cold = solver.Iterations;
        for (var k = 0; k < g.Length; k += 97) g[k] *= 1.01;
        solver.SetConductances(g);
        var warm = solver.Solve(words);
        Assert.True(solver.Iterations < cold, $"{solver.Iterations} iterations warm, {cold} cold");
        var fresh = new NodalSolver(new Wiring(1, 1), 96, 96, g).Solve(words);
        for (var k = 0; k < g.Length; k++) Assert.Equal(fresh.WordVoltages[k], warm.WordVoltages[k], 1e-11);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("row 2, column 1: -1 S", Assert.Throws<InputException>(() => new NodalSolver(Wiring.None, 2, 2, [1, 1, -1, 1])).Message);
        Assert.Contains("word resistance -1 ohm", Assert.Throws<InputException>(() => new NodalSolver(new Wiring(-1, 0), 1, 1, [1])).Message);
        Assert.Contains("floating bit line 3", Assert.Throws<InputException>(() => new NodalSolver(new Wiring(1, 1) { FloatingBits = [2] }, 1, 2, [1, 1])).Message);
        Assert.Contains("3 numbers are given, 2 expected", Assert.Throws<InputException>(() => new NodalSolver(Wiring.None, 2, 1, [1, 1]).Solve([1, 2, 3])).Message);
    }
}

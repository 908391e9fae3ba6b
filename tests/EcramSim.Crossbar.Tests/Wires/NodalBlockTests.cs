using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Many inputs at once against each alone, and against the whole node matrix.</summary>
public class NodalBlockTests
{
    [Theory, MemberData(nameof(NodalSolverTests.Wirings), MemberType = typeof(NodalSolverTests))]
    public void Agrees_with_a_direct_solution_of_the_whole_node_matrix(Wiring wiring)
    {
        foreach (var (rows, columns, count) in new[] { (6, 5, 4), (5, 11, 16), (17, 9, 21), (70, 41, 5) })
        {
            var random = new RandomStream(7, $"test/block/{rows}");
            var g = RandomArray.Conductances(rows * columns, random, 1e3, 1e5);
            double[][] words = [.. Enumerable.Range(0, count).Select(_ => RandomArray.Voltages(rows, random))], bits = [.. words.Select(_ => RandomArray.Voltages(columns, random))];
            var solutions = new NodalSolver(wiring, rows, columns, g).SolveAll(words, bits);
            for (var n = 0; n < count; n++)
            {
                var (word, bit) = NodalReference.Solve(wiring, rows, columns, g, words[n], bits[n]);
                for (var k = 0; k < g.Length; k++)
                {
                    Assert.Equal(word[k], solutions[n].WordVoltages[k], 1e-11);
                    Assert.Equal(bit[k], solutions[n].BitVoltages[k], 1e-11);
                }
                Assert.Equal(1, solutions[n].DissipatedPower / solutions[n].SourcePower, 1e-10);
            }
        }
    }

    [Fact]
    public void Hostile_arrays_give_what_each_input_gives_alone_and_balance_power()
    {
        const double tolerance = 1e-10;
        var count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 600 : 40;
        var random = new RandomStream(13, "test/block/hostile");
        for (var n = 0; n < count; n++)
        {
            int rows = 1 + (int)(random.NextDouble() * 150), columns = 1 + (int)(random.NextDouble() * 150), inputs = 1 + (int)(random.NextDouble() * 20);
            double Decades(double from, double to) => Math.Pow(10, from + (to - from) * random.NextDouble());
            var lowest = Decades(1, 5);
            var g = RandomArray.Conductances(rows * columns, random, lowest, 1e6 * lowest);
            double open = 0.4 * random.NextDouble(), shorted = n % 2 == 0 ? 0 : 0.02 * random.NextDouble();
            for (var k = 0; k < g.Length; k++)
            {
                var u = random.NextDouble();
                if (u < open) g[k] = 0;
                else if (u > 1 - shorted) g[k] = 1 / Decades(-1, 2);
            }
            var wiring = new Wiring(Decades(-3, 2), Decades(-3, 2))
            {
                DriverResistance = n % 2 == 0 ? 0 : Decades(-1, 4), SenseResistance = n % 3 == 0 ? 0 : Decades(-1, 4), WordEnds = n % 5 == 0 ? LineEnds.Both : LineEnds.First,
                FloatingWords = n % 4 == 1 ? [rows / 2] : [], FloatingBits = n % 7 == 1 ? [columns / 3] : [],
            };
            double[][] words = [.. Enumerable.Range(0, inputs).Select(_ => RandomArray.Voltages(rows, random))];
            var together = new NodalSolver(wiring, rows, columns, g).SolveAll(words, null, tolerance);
            var solver = new NodalSolver(wiring, rows, columns, g);
            for (var k = 0; k < inputs; k++)
            {
                var alone = solver.Solve(words[k]);
                var one = together[k];
                var error = Math.Max(Largest(one.WordVoltages, alone.WordVoltages), Largest(one.BitVoltages, alone.BitVoltages));
                Assert.True(error <= 2 * tolerance + alone.ErrorEstimate, $"case {n}, {rows}x{columns}, input {k}: {error} V from the solution of one alone, estimated {one.ErrorEstimate} V after {one.Iterations} steps; alone {alone.ErrorEstimate} V after {alone.Iterations}");
                Assert.True(Math.Abs(one.SourcePower - one.DissipatedPower) <= 1e-9 * one.SourcePower, $"case {n}: {one.SourcePower} W in, {one.DissipatedPower} W dissipated");
                Assert.True(Largest(one.BitCurrents, alone.BitCurrents) <= 1e-8 * alone.BitCurrents.Max(Math.Abs) + 1e-30, $"case {n}: currents differ by {Largest(one.BitCurrents, alone.BitCurrents)} A of {alone.BitCurrents.Max(Math.Abs)}; {rows}x{columns}, {wiring}, estimated {one.ErrorEstimate} and {alone.ErrorEstimate} V");
            }
        }
    }

    [Fact]
    public void A_deep_array_needs_few_steps_and_new_conductances_are_noticed()
    {
        // Lines that reach a third of the array: conjugate gradients on one input need 10 iterations or more.
        var random = new RandomStream(5, "test/block/deep");
        var wiring = new Wiring(20, 20);
        double[][] words = [.. Enumerable.Range(0, 8).Select(_ => RandomArray.Voltages(256, random))];
        var solver = new NodalSolver(wiring, 256, 256, RandomArray.Conductances(256 * 256, random));
        solver.SolveAll(words);
        var g = RandomArray.Conductances(256 * 256, random, 1e4, 1e5);
        solver.SetConductances(g);
        var together = solver.SolveAll(words, null, 1e-10)[7];
        var alone = new NodalSolver(wiring, 256, 256, g).Solve(words[7], [], 1e-10);
        Assert.True(together.Iterations < alone.Iterations, $"{together.Iterations} steps together, {alone.Iterations} alone");
        Assert.True(Largest(together.BitVoltages, alone.BitVoltages) <= 2e-10);
    }

    [Fact]
    public void Solutions_that_are_no_longer_needed_take_the_new_ones()
    {
        var random = new RandomStream(3, "test/block/into");
        const int rows = 37, columns = 141;
        double[][] words = [.. Enumerable.Range(0, 20).Select(_ => RandomArray.Voltages(rows, random))], others = [.. words.Select(_ => RandomArray.Voltages(rows, random))];
        var solver = new NodalSolver(new Wiring(2, 3) { DriverResistance = 5 }, rows, columns, RandomArray.Conductances(rows * columns, random));
        var old = solver.SolveAll(words);
        var expected = solver.SolveAll(others);
        var together = solver.SolveAll(others, into: old);
        for (var n = 0; n < words.Length; n++)
        {
            Assert.Same(old[n].WordVoltages, together[n].WordVoltages);
            Assert.Same(old[n].BitVoltages, together[n].BitVoltages);
            Assert.Equal(expected[n].WordVoltages, together[n].WordVoltages);
            Assert.Equal(expected[n].BitVoltages, together[n].BitVoltages);
            Assert.Equal(expected[n].WordCurrents, together[n].WordCurrents);
            Assert.Equal(expected[n].BitCurrents, together[n].BitCurrents);
            Assert.Equal((expected[n].SourcePower, expected[n].CellPower, expected[n].WirePower), (together[n].SourcePower, together[n].CellPower, together[n].WirePower));
        }
        var alone = solver.Solve(words[0]);
        var over = solver.Solve(words[0], into: together[0]);
        Assert.Same(old[0].BitCurrents, over.BitCurrents);
        Assert.Equal(alone.BitVoltages, over.BitVoltages);
        var other = new NodalSolver(new Wiring(1, 1), columns, rows, RandomArray.Conductances(rows * columns, random)).Solve(RandomArray.Voltages(columns, random));
        Assert.Contains("141x37 cells, the array has 37x141", Assert.Throws<InputException>(() => solver.Solve(words[0], into: other)).Message);
        Assert.Contains("19 numbers are given, 20 expected", Assert.Throws<InputException>(() => solver.SolveAll(words, into: old[1..])).Message);
    }

    [Theory, InlineData(70, 41), InlineData(67, 8), InlineData(3, 5), InlineData(1, 9), InlineData(64, 100)]
    public unsafe void Rows_two_at_a_time_make_the_steps_of_rows_one_by_one(int rows, int columns)
    {
        var random = new RandomStream(11, "test/block/pairs");
        var solver = new NodalSolver(new Wiring(4, 3) { WordEnds = LineEnds.Both }, rows, columns, RandomArray.Conductances(rows * columns, random, 1e3, 1e5));
        var block = new BlockGrid(rows, columns);
        BlockMemory first = new(block), second = new(block);
        first.Take();
        second.Take();
        var factors = new BlockFactors(solver, block);
        factors.Factor();
        BlockSweep Sweep(BlockMemory memory, bool isPlain)
        {
            var coarse = new CoarseNodes(solver.Grid, solver.Words, solver.Bits);
            coarse.Factor(solver.Conductances);
            return new BlockSweep(block, memory, factors, coarse) { IsPlain = isPlain };
        }
        BlockSweep plain = Sweep(first, true), pairs = Sweep(second, false);
        Field sources = new(rows * BlockGrid.Inputs), sinks = new(columns * BlockGrid.Inputs);
        RandomArray.Voltages(sources.Length, random).CopyTo(sources.Span);
        RandomArray.Voltages(sinks.Length, random).CopyTo(sinks.Span);
        foreach (var sweep in new[] { plain, pairs })
        {
            sweep.Begin(sources.Start, sinks.Start);
            sweep.Refresh();
        }
        for (var step = 1; step <= 3; step++)
        {
            plain.Prepare();
            pairs.Prepare();
            double largest = Lane.Largest(plain.Step()), error = 0;
            Assert.Equal(largest, Lane.Largest(pairs.Step()), 1e-5 * largest);
            for (var i = 0; i < rows; i++)
                for (var k = 0; k < columns * BlockGrid.Inputs; k++) error = Math.Max(error, Math.Abs(plain.Steps(i)[k] - pairs.Steps(i)[k]));
            Assert.True(error <= 1e-6, $"step {step}: {error}");
        }
        GC.KeepAlive(sources);
        GC.KeepAlive(sinks);
    }

    private static double Largest(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}

using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Vectors of a batch, and bits of an input, are solved together through wires: what comes out is what each gives alone, with the noise of its own turn.</summary>
public class BatchThroughWiresTests
{
    private const int Rows = 23, Columns = 31, Batch = 21;

    public static TheoryData<int, int> Reads
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var placement = 0; placement < Catalogue<IWeightPlacement>.Examples.Count; placement++)
                for (var coding = 0; coding < Catalogue<IInputCoding>.Examples.Count; coding++) data.Add(placement, coding);
            return data;
        }
    }

    [Theory, MemberData(nameof(Reads))]
    public void A_batch_gives_what_its_vectors_give_one_after_the_other(int placement, int coding)
    {
        foreach (var layout in Enum.GetValues<PlaneLayout>())
            Compare(Options() with
            {
                // Noise of inputs and outputs belongs to the number of the read; a bound that some vectors reach, so that they are read again.
                Stages = new ReadStages(Catalogue<IWeightPlacement>.Examples[placement].Law, Catalogue<IInputCoding>.Examples[coding].Law, [new WhiteNoise(0.05)], [new WhiteNoise(0.05), new Integrator(2, 0)]),
                Planes = layout,
            }, Catalogue<IInputCoding>.Examples[coding].Law is { Cycles: 1 });
    }

    [Fact]
    public void So_does_one_of_the_short_form()
    {
        Compare(Options() with { InputNoise = 0.05, OutputNoise = 0.05, AdcBound = 2 }, isRepeated: true);
        Compare(Options(), isRepeated: false);
    }

    // Bits of one vector: as many products as a batch has.
    [Fact]
    public void Bits_of_a_vector_are_solved_together_and_give_what_bits_alone_give()
    {
        var coding = new BitSerialInput(9, false);
        var weights = Values(Rows * Columns, 1);
        ExactTile Tile(IInputCoding bits)
        {
            var tile = new ExactTile(Rows, Columns, Options() with { Stages = new ReadStages(new BitSlices(2, 3), bits, [], []) }, 1, "bits");
            tile.SetWeights(weights);
            return tile;
        }
        float[] x = Values(Columns, 2), y = new float[Rows], alone = new float[Rows], sum = new float[Rows], lines = new float[Columns], one = new float[Columns];
        Tile(coding).Forward(x, y, 1);
        var plain = Tile(new AnalogInput());
        var largest = x.Max(MathF.Abs);
        for (var j = 0; j < Columns; j++) one[j] = x[j] / largest;
        for (var cycle = 0; cycle < coding.Cycles; cycle++)
        {
            coding.Encode(one, cycle, lines);
            plain.Forward(lines, alone, 1);
            for (var i = 0; i < Rows; i++) sum[i] += (float)coding.Factor(cycle) * alone[i];
        }
        for (var i = 0; i < Rows; i++) Assert.Equal(sum[i] * largest, y[i], 1e-5);
    }

    private static ArrayOptions Options() => ArrayOptions.Exact with { Wires = new ArrayWires(20, 30, 50, 10, true, 10e-6, 8e-6, 1e-11) };

    private static void Compare(ArrayOptions options, bool isRepeated)
    {
        ExactTile Tile()
        {
            var tile = new ExactTile(Rows, Columns, options, 1, "batch");
            tile.SetWeights(Values(Rows * Columns, 1));
            return tile;
        }
        ExactTile together = Tile(), alone = Tile();
        float[] x = Values(Batch * Columns, 2), y = new float[Batch * Rows], expected = new float[Batch * Rows];
        // Vectors of all sizes, so that some reach the bound; one has nothing to say.
        for (var v = 0; v < Batch; v++)
            for (var j = 0; j < Columns; j++) x[v * Columns + j] *= v == 5 ? 0 : v % 3 == 0 ? MathF.Sign(x[v * Columns + j]) / MathF.Max(0.1f, MathF.Abs(x[v * Columns + j])) : 1;
        together.Forward(x, y, Batch);
        for (var v = 0; v < Batch; v++) alone.Forward(x.AsSpan(v * Columns, Columns), expected.AsSpan(v * Rows, Rows), 1);
        Assert.Equal(alone.Ledger.Reads, together.Ledger.Reads);
        if (isRepeated) Assert.True(alone.Ledger.Reads > Batch, "no vector is read again");
        Close(expected, y);
        float[] d = Values(Batch * Rows, 3), g = new float[Batch * Columns], back = new float[Batch * Columns];
        together.Backward(d, g, Batch);
        for (var v = 0; v < Batch; v++) alone.Backward(d.AsSpan(v * Rows, Rows), back.AsSpan(v * Columns, Columns), 1);
        Close(back, g);
    }

    // Single precision of outputs up to 30; noise that belongs to another read would differ by 0.05 and more.
    private static void Close(float[] expected, float[] actual)
    {
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-4);
    }

    private static float[] Values(int count, ulong seed)
    {
        var random = new RandomStream(seed, "test/batch");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}

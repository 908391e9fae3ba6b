using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Checkpoints;

public sealed class StateExchangeTests
{
    private readonly record struct Pair(long A, double B);

    private sealed class Something : IStateful
    {
        internal double Number = double.NaN;
        internal Pair Pair = new(1, 2);
        internal float[] Fixed = [1, 2, 3];
        internal int[] Growing = [];
        internal Row? Row = new("a", double.PositiveInfinity, null);
        internal Something? Inner;

        public void Exchange(StateExchange state)
        {
            state.Value("number", ref Number);
            state.Value("pair", ref Pair);
            state.Values("fixed", Fixed.AsSpan());
            state.Growing("growing", ref Growing);
            state.Record("row", ref Row);
            state.Part("inner", Inner);
        }
    }

    internal sealed record Row(string Name, double Value, long? Count);

    [Fact]
    public void Every_kind_of_value_comes_back_and_names_nest()
    {
        var saved = new Something
        {
            Number = -0.0, Pair = new(long.MinValue, Math.PI), Fixed = [float.Epsilon, float.NaN, 5], Growing = [4, 5], Row = new("b", 0.1 + 0.2, 7),
            Inner = new Something { Row = null },
        };
        var state = StateExchange.Save(saved);
        Assert.Contains("inner/growing", state.Keys);
        var other = new Something { Inner = new Something() };
        StateExchange.Restore(other, state, "test");
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(other.Number));
        Assert.Equal((saved.Pair, saved.Row), (other.Pair, other.Row));
        Assert.Equal(saved.Fixed, other.Fixed);
        Assert.Equal(saved.Growing, other.Growing);
        Assert.True(double.IsNaN(other.Inner.Number));
        Assert.Null(other.Inner.Row);
        // What was taken does not change with the object.
        saved.Fixed[2] = 6;
        Assert.Equal(5, other.Fixed[2]);
    }

    [Fact]
    public void A_state_of_another_shape_is_refused()
    {
        var state = StateExchange.Save(new Something());
        string Message(Something root) => Assert.Throws<InputException>(() => StateExchange.Restore(root, state, "f")).Message;
        Assert.Contains("f: part 'fixed': 3 values, where this run has 2", Message(new Something { Fixed = [0, 0] }), StringComparison.Ordinal);
        Assert.Contains("f: part 'inner/number' is missing", Message(new Something { Inner = new Something() }), StringComparison.Ordinal);
        state = StateExchange.Save(new Something { Inner = new Something() });
        Assert.Contains("f: part 'inner/number' belongs to nothing in this run", Message(new Something()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_of_random_numbers_goes_on()
    {
        var (first, second) = (new RandomStream(3, "stream"), new RandomStream(3, "stream"));
        for (var i = 0; i < 7; i++) first.NextNormal();
        first.NextUInt32();
        StateExchange.Restore(second, StateExchange.Save(first), "test");
        for (var i = 0; i < 9; i++) Assert.Equal(first.NextNormal(), second.NextNormal());
    }
}

using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Algorithms;

/// <summary>A sign per input line that flips at random: what an array adds of itself changes its sign with it and averages out, what was written does not.</summary>
/// <param name="lines">Number of lines.</param>
/// <param name="probability">Chance of a flip each time a line is asked, in [0, 1].</param>
/// <param name="stream">Random numbers.</param>
internal sealed class Chopper(int lines, double probability, RandomStream stream) : IStateful
{
    private readonly bool[] _negative = new bool[lines];
    private readonly float[] _chopped = new float[lines];

    /// <summary>+1 or −1.</summary>
    internal float Sign(int line) => _negative[line] ? -1 : 1;

    /// <summary>Inputs with the signs of their lines; valid until the next call.</summary>
    internal ReadOnlySpan<float> Apply(ReadOnlySpan<float> x)
    {
        for (var j = 0; j < x.Length; j++) _chopped[j] = Sign(j) * x[j];
        return _chopped;
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Values("negative", _negative.AsSpan());
        state.Part("stream", stream);
    }

    /// <summary>Flips a line with the given probability; whether it did.</summary>
    internal bool Turn(int line)
    {
        var flips = stream.NextDouble() < probability;
        if (flips) _negative[line] = !_negative[line];
        return flips;
    }
}

using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Stacks;

/// <summary>
/// A course that runs straight from point to point. Equal times make a jump. In device files times are shares of the width and levels shares
/// of the amplitude; <see cref="Scaled"/> gives them seconds and volts.
/// </summary>
public sealed class Waveform
{
    private readonly double[] _times, _levels;

    /// <summary>A course through the points.</summary>
    /// <param name="times">From 0, never falling.</param>
    /// <param name="levels">As many, finite.</param>
    /// <exception cref="ArgumentException">Wrong lengths, order or values.</exception>
    public Waveform(IReadOnlyList<double> times, IReadOnlyList<double> levels)
    {
        if (times.Count != levels.Count || times.Count < 2) throw new ArgumentException("a waveform needs as many times as levels, at least two");
        if (times[0] != 0 || times.Zip(times.Skip(1)).Any(p => !(p.Second >= p.First)) || !(times[^1] > 0) || !double.IsFinite(times[^1]))
            throw new ArgumentException("the times of a waveform begin with 0 and never fall");
        if (!levels.All(double.IsFinite)) throw new ArgumentException("the levels of a waveform are finite");
        (_times, _levels) = ([.. times], [.. levels]);
    }

    /// <summary>1 from beginning to end.</summary>
    public static Waveform Rectangle { get; } = new([0, 1], [1, 1]);

    /// <summary>Time of the last point.</summary>
    public double Duration => _times[^1];

    /// <summary>The last level.</summary>
    public double LastLevel => _levels[^1];

    /// <summary>The straight pieces, jumps left out: duration, first and last level.</summary>
    public IEnumerable<(double Duration, double From, double To)> Pieces
    {
        get
        {
            for (var k = 1; k < _times.Length; k++)
                if (_times[k] > _times[k - 1]) yield return (_times[k] - _times[k - 1], _levels[k - 1], _levels[k]);
        }
    }

    /// <summary>Times multiplied, levels multiplied and then shifted.</summary>
    public Waveform Scaled(double time, double level, double shift) => new([.. _times.Select(t => time * t)], [.. _levels.Select(v => shift + level * v)]);

    /// <summary>Reads the table <c>waveform</c> with the columns <c>time</c> (0 to 1 of the width) and <c>level</c> (of the amplitude).</summary>
    internal static Waveform Read(ModelNode node)
    {
        var table = node.Table("waveform", "time", "level");
        try
        {
            var wave = new Waveform(table["time"], table["level"]);
            return wave.Duration == 1 ? wave : throw node.Error("waveform", "the last time must be 1, the end of the width");
        }
        catch (ArgumentException e)
        {
            throw node.Error("waveform", e.Message);
        }
    }
}

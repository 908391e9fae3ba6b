namespace EcramSim.Insertion.Protocols;

/// <summary>A current or voltage that runs straight from point to point: sweeps, cyclic voltammetry, measured load profiles, ramped pulses.</summary>
public sealed class WaveStep : IStep
{
    private readonly double[] _times, _values;

    /// <summary>A wave through the points.</summary>
    /// <param name="times">s, strictly increasing from 0.</param>
    /// <param name="values">A/m², or V.</param>
    /// <param name="imposesCurrent">Which of the two.</param>
    /// <param name="limits">Where it ends before the last point.</param>
    /// <exception cref="ArgumentException">Wrong lengths or order.</exception>
    public WaveStep(IReadOnlyList<double> times, IReadOnlyList<double> values, bool imposesCurrent, StepLimits? limits = null)
    {
        if (times.Count != values.Count || times.Count < 2) throw new ArgumentException("a wave needs as many times as values, at least two");
        if (times[0] != 0 || times.Zip(times.Skip(1)).Any(p => !(p.Second > p.First))) throw new ArgumentException("the times of a wave increase from 0");
        (_times, _values, ImposesCurrent, Limits) = ([.. times], [.. values], imposesCurrent, limits ?? StepLimits.None);
    }

    /// <inheritdoc/>
    public double Duration => _times[^1];

    /// <inheritdoc/>
    public StepLimits Limits { get; }

    /// <inheritdoc/>
    public bool ImposesCurrent { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Kinks => _times[1..^1];

    /// <inheritdoc/>
    public double Imposed(double time, double currentDensity)
    {
        var k = Array.BinarySearch(_times, time);
        if (k >= 0) return _values[k];
        k = Math.Clamp(~k, 1, _times.Length - 1);
        return _values[k - 1] + (_values[k] - _values[k - 1]) * (time - _times[k - 1]) / (_times[k] - _times[k - 1]);
    }

    /// <summary>
    /// Cyclic voltammetry: from <paramref name="start"/> (V) to <paramref name="first"/>, then to <paramref name="second"/> and back, <paramref name="cycles"/>
    /// times, at <paramref name="scanRate"/> (V/s &gt; 0).
    /// </summary>
    public static WaveStep CyclicVoltammetry(double start, double first, double second, double scanRate, int cycles, StepLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scanRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(cycles, 1);
        List<double> times = [0], values = [start];
        void To(double value)
        {
            if (value == values[^1]) return;
            times.Add(times[^1] + Math.Abs(value - values[^1]) / scanRate);
            values.Add(value);
        }
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            To(first);
            To(second);
        }
        To(start);
        return new(times, values, false, limits);
    }

    /// <summary>Steps of equal height from <paramref name="from"/> to <paramref name="to"/> (V), each held for <paramref name="hold"/> (s) or until the limits of the hold.</summary>
    public static IReadOnlyList<IStep> Staircase(double from, double to, int steps, double hold, StepLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return [.. Enumerable.Range(0, steps + 1).Select(k => new PotentiostaticStep(from + (to - from) * k / steps, hold, limits ?? StepLimits.None))];
    }
}

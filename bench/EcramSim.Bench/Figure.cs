using System.Diagnostics;

namespace EcramSim.Bench;

/// <summary>One headline number.</summary>
/// <param name="Name">As in the table of goals.</param>
/// <param name="Unit">Of the value.</param>
/// <param name="Limit">What the machine could do at best, in the same unit, measured beside the figure since clocks drift; null where no limit is known.</param>
/// <param name="Measure">Takes the measurement.</param>
internal sealed record Figure(string Name, string Unit, Func<double?> Limit, Func<Measurement> Measure)
{
    private const int Runs = 101, Fewest = 5;
    private const double Shortest = 0.0003, Longest = 4;

    /// <summary>
    /// A figure of work that is repeated: median and best of 101 runs (of 0.3 ms or more each) after a warm-up, of fewer, at least five, where
    /// that takes longer than four seconds. On a machine with other work, short runs often fit between two interruptions: then the best is the one to compare.
    /// </summary>
    /// <param name="name">As in the table of goals.</param>
    /// <param name="unit">Of the value.</param>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    /// <param name="setup">Prepares the work; returns one run of it and how a run's seconds become the value.</param>
    internal static Figure Repeated(string name, string unit, Func<double?> limit, Func<(Action Run, Func<double, double> Value)> setup) => new(name, unit, limit, () =>
    {
        var (run, value) = setup();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < 0.02) run();
        watch.Restart();
        var once = 0;
        while (watch.Elapsed.TotalSeconds < Shortest) { run(); once++; }
        var all = Stopwatch.StartNew();
        var seconds = new List<double>(Runs);
        while (seconds.Count < Fewest || (seconds.Count < Runs && all.Elapsed.TotalSeconds < Longest))
        {
            watch.Restart();
            for (var n = 0; n < once; n++) run();
            seconds.Add(watch.Elapsed.TotalSeconds / once);
        }
        return Measurement.Of(seconds, value);
    });
}

using System.Diagnostics;

namespace EcramSim.Bench;

/// <summary>One headline number.</summary>
/// <param name="Name">As in the table of goals.</param>
/// <param name="Unit">Of the value.</param>
/// <param name="Limit">What the machine could do at best, in the same unit; null where no limit is known.</param>
/// <param name="Setup">Prepares the work; returns one run of it and how a run's seconds become the value.</param>
internal sealed record Figure(string Name, string Unit, Func<double?> Limit, Func<(Action Run, Func<double, double> Value)> Setup)
{
    /// <summary>
    /// Median and best of 101 short runs (0.3 ms or more each) after a warm-up. On a machine with other work, short runs often fit
    /// between two interruptions: then the best is the one to compare.
    /// </summary>
    public (double Median, double Best) Measure()
    {
        var (run, value) = Setup();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < 0.02) run();
        watch.Restart();
        var once = 0;
        while (watch.Elapsed.TotalSeconds < 0.0003) { run(); once++; }
        var seconds = new double[101];
        for (var k = 0; k < seconds.Length; k++)
        {
            watch.Restart();
            for (var n = 0; n < once; n++) run();
            seconds[k] = watch.Elapsed.TotalSeconds / once;
        }
        Array.Sort(seconds);
        return (value(seconds[seconds.Length / 2]), value(seconds[0]));
    }
}

using System.Diagnostics;

namespace EcramSim.Bench;

/// <summary>One headline number.</summary>
/// <param name="Name">As in the table of goals.</param>
/// <param name="Unit">Of the value.</param>
/// <param name="Limit">What the machine could do at best, in the same unit; null where no limit is known.</param>
/// <param name="Setup">Prepares the work; returns one run of it and how a run's seconds become the value.</param>
internal sealed record Figure(string Name, string Unit, Func<double?> Limit, Func<(Action Run, Func<double, double> Value)> Setup)
{
    /// <summary>Median of at least five runs of at least 50 ms, after a warm-up.</summary>
    public double Measure()
    {
        var (run, value) = Setup();
        run();
        var watch = Stopwatch.StartNew();
        var once = 0;
        while (watch.Elapsed.TotalSeconds < 0.05) { run(); once++; }
        var seconds = new double[7];
        for (var k = 0; k < seconds.Length; k++)
        {
            watch.Restart();
            for (var n = 0; n < once; n++) run();
            seconds[k] = watch.Elapsed.TotalSeconds / once;
        }
        Array.Sort(seconds);
        return value(seconds[seconds.Length / 2]);
    }
}

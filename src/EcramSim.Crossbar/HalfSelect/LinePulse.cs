namespace EcramSim.Crossbar.HalfSelect;

/// <summary>
/// A rectangular pulse of 1 V along a line of gates: segments resist, every node holds charge and feeds a gate, and the driver stands behind a resistance of its own;
/// C dv/dt = −K v + drive from rest, by TR-BDF2 (second order, and modes far faster than a step are damped). A line whose segments do not resist is one node.
/// </summary>
/// <param name="segment">Resistance of one segment, Ω.</param>
/// <param name="driver">Between driver and line, Ω.</param>
/// <param name="conductance">Of one gate, S.</param>
/// <param name="capacitance">Of one segment with what hangs on it, F.</param>
/// <param name="gates">Number of gates.</param>
internal sealed class LinePulse(double segment, double driver, double conductance, double capacitance, int gates)
{
    // Both stages of a step solve with C + αhK.
    private static readonly double Alpha = 1 - Math.Sqrt(0.5), Gamma = 2 - Math.Sqrt(2);

    private readonly double[] _v = new double[segment == 0 ? 1 : gates];

    // A line without resistance carries all its gates at one node.
    private double Capacitance => segment == 0 ? gates * capacitance : capacitance;

    private double Leak => segment == 0 ? gates * conductance : conductance;

    /// <summary>Elmore delay of the last gate, s: 0 where nothing resists or nothing holds charge.</summary>
    public double Delay => gates * capacitance * (driver + 0.5 * (gates + 1) * segment);

    /// <summary>Voltage of gate <paramref name="k"/> now, V.</summary>
    public double At(int k) => _v[segment == 0 ? 0 : k];

    /// <summary>Goes on by <paramref name="time"/> with the driver at <paramref name="drive"/> V.</summary>
    public void Go(double time, double drive)
    {
        if (Delay == 0)
        {
            Settle(drive);
            return;
        }
        double[] rest = new double[_v.Length], first = new double[_v.Length];
        var h = Gamma * time;
        for (var k = 0; k < _v.Length; k++) rest[k] = Capacitance * _v[k] + 0.5 * h * Into(_v, k, drive) + 0.5 * h * Source(k, drive);
        Solve(time, rest, first);
        var (now, before) = (1 / (Gamma * (2 - Gamma)), (1 - Gamma) * (1 - Gamma) / (Gamma * (2 - Gamma)));
        for (var k = 0; k < _v.Length; k++) rest[k] = Capacitance * (now * first[k] - before * _v[k]) + Alpha * time * Source(k, drive);
        Solve(time, rest, _v);
    }

    private double Wire => segment == 0 ? 0 : 1 / segment;

    private double End => 1 / (driver + segment);

    private double Source(int k, double drive) => k == 0 ? End * drive : 0;

    // All that flows into node k, its own capacitance left out.
    private double Into(double[] v, int k, double drive) =>
        (k == 0 ? End * (drive - v[0]) : Wire * (v[k - 1] - v[k])) + (k + 1 < v.Length ? Wire * (v[k + 1] - v[k]) : 0) - Leak * v[k];

    // (C + αhK) x = rest, from the far end to the driver and back.
    private void Solve(double time, double[] rest, double[] x)
    {
        var h = Alpha * time;
        var n = rest.Length;
        var pivots = new double[n];
        var behind = 0.0;
        for (var k = n - 1; k >= 0; k--)
        {
            // What a node sees without the wire towards the driver: a sum of positive terms.
            var seen = Capacitance + h * Leak;
            if (k + 1 < n)
            {
                seen += h * Wire * behind / pivots[k + 1];
                rest[k] += h * Wire * rest[k + 1] / pivots[k + 1];
            }
            pivots[k] = seen + h * (k == 0 ? End : Wire);
            behind = seen;
        }
        for (var k = 0; k < n; k++) x[k] = (rest[k] + (k == 0 ? 0 : h * Wire * x[k - 1])) / pivots[k];
    }

    private void Settle(double drive)
    {
        // Without charge to hold, the course of a step is its end.
        var seen = new double[_v.Length];
        for (var k = _v.Length - 1; k >= 0; k--) seen[k] = Leak + (k + 1 < _v.Length ? Wire * seen[k + 1] / (Wire + seen[k + 1]) : 0);
        for (var k = 0; k < _v.Length; k++) _v[k] = k > 0 ? _v[k - 1] * Wire / (Wire + seen[k]) : driver + segment == 0 ? drive : drive * End / (End + seen[0]);
    }
}

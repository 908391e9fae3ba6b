namespace EcramSim.Ecram.Observables;

/// <summary>
/// One potentiation or depression curve: the state before the first pulse and after each pulse of equal sign
/// (docs/physics.md, equation 5.1). The pulse that crosses the end counts in part.
/// </summary>
/// <param name="State">State after 0, 1, 2, … pulses; the last is the end of the branch.</param>
/// <param name="Pulses">Number of pulses, with the fraction of the last.</param>
/// <param name="Nonlinearity">Signed nonlinearity label.</param>
public sealed record Branch(double[] State, double Pulses, double Nonlinearity)
{
    private const int MostPulses = 1_000_000;

    /// <summary>
    /// Pulses from <paramref name="start"/> to <paramref name="end"/>; the direction tells which pulse. Null when the mean step
    /// vanishes or turns on the way (a law that saturates before, a drive that the open-circuit voltage stops).
    /// </summary>
    public static Branch? Run(StepCurve steps, double start, double end)
    {
        var up = end > start;
        var values = up ? steps.Up : steps.Down;
        var states = new List<double> { start };
        var state = start;
        var least = 1e-6 * Math.Abs(end - start);
        while (true)
        {
            var step = steps.At(values, state);
            if (up ? step < least : step > -least) return null;
            if (states.Count > MostPulses) return null;
            if (up ? state + step >= end : state + step <= end)
            {
                var pulses = states.Count - 1 + (end - state) / step;
                states.Add(end);
                return new Branch([.. states], pulses, Label(states, pulses));
            }
            state += step;
            states.Add(state);
        }
    }

    private static double Label(List<double> states, double pulses)
    {
        var p = new double[states.Count];
        var f = new double[states.Count];
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = i == p.Length - 1 ? 1 : i / pulses;
            f[i] = (states[i] - states[0]) / (states[^1] - states[0]);
        }
        return NonlinearityLabel.OfBranch(p, f);
    }
}

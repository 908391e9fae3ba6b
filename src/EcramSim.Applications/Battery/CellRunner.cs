using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>
/// Runs steps on a cell. Limits are located in time, never stepped over. In a step, <see cref="StepLimits"/> of filling refer to the mean filling of
/// the positive host, currents and powers to the area of the cell, voltages to its terminals.
/// </summary>
public static class CellRunner
{
    /// <summary>Largest change of the mean filling of the positive host between two looks for a limit.</summary>
    public const double FillingStep = 0.01;

    /// <summary>Runs <paramref name="step"/> from <paramref name="state"/>.</summary>
    /// <param name="model">The equations.</param>
    /// <param name="step">What is imposed.</param>
    /// <param name="state">Unknowns of the model at the start; the charged cell at rest where null.</param>
    /// <param name="options">Sample times, tolerance (its absolute part in units of the model's scales), series resistance (Ω m² of cell).</param>
    /// <param name="cancellation">Checked once a step.</param>
    public static CellResult Run(ICellModel model, IStep step, IReadOnlyList<double>? state = null, StepOptions? options = null, CancellationToken cancellation = default) =>
        new CellRun(model, step, state ?? model.Start(), options ?? StepOptions.Default).Go(cancellation);

    /// <summary>
    /// Runs steps one after the other, each from the end of the last; stops after one that ended for another reason than its time or a limit of its own.
    /// </summary>
    public static IReadOnlyList<CellResult> RunSeries(ICellModel model, IEnumerable<IStep> steps, StepOptions? options = null, CancellationToken cancellation = default)
    {
        var results = new List<CellResult>();
        IReadOnlyList<double>? state = null;
        foreach (var step in steps)
        {
            var result = Run(model, step, state, options, cancellation);
            results.Add(result);
            if (result.Termination is not (Termination.TimeReached or Termination.VoltageReached or Termination.CurrentReached or Termination.FillingReached)) break;
            state = result.State;
        }
        return results;
    }
}

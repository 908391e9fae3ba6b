using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>
/// The equations of a cell, M·dy/dt = f(y, i) with the current density i (A/m² of cell, positive discharges) from outside. Not thread-safe; one per run.
/// </summary>
public interface ICellModel
{
    /// <summary>The cell.</summary>
    PorousCell Cell { get; }

    /// <summary>Unknowns.</summary>
    int Size { get; }

    /// <summary>Size of each unknown against which its absolute error is measured; algebraic unknowns are marked in <see cref="IsAlgebraic"/>.</summary>
    IReadOnlyList<double> Scales { get; }

    /// <summary>Which unknowns have no derivative.</summary>
    bool IsAlgebraic(int unknown);

    /// <summary>The entries that <see cref="Jacobian"/> writes, in its order; column <see cref="Size"/> is the current. What occurs twice adds up.</summary>
    IEnumerable<(int Row, int Column)> Couplings { get; }

    /// <summary>The unknowns that <see cref="Voltage"/> depends on.</summary>
    IReadOnlyList<int> VoltageUnknowns { get; }

    /// <summary>The charged cell at rest.</summary>
    double[] Start();

    /// <summary>f; NaN outside the range of hosts or solution.</summary>
    void Rate(ReadOnlySpan<double> y, double current, Span<double> rate);

    /// <summary>∂f/∂y and ∂f/∂i in the order of <see cref="Couplings"/>; columns conserve ions to rounding, as the rate does.</summary>
    void Jacobian(ReadOnlySpan<double> y, double current, Span<double> entries);

    /// <summary>V between the collectors; NaN where an interface law cannot carry the current.</summary>
    double Voltage(ReadOnlySpan<double> y, double current);

    /// <summary>Where the ions are.</summary>
    CellInventory Inventory(ReadOnlySpan<double> y);

    /// <summary>
    /// What the state has run into, if anything: a surface at the end of its range, no salt, a current beyond the law; with
    /// <paramref name="margin"/> &gt; 0 also what it has come as near to (in filling, and in concentration over that at rest).
    /// </summary>
    (Termination Reason, string Explanation)? Obstacle(ReadOnlySpan<double> y, double current, double margin = 0);
}

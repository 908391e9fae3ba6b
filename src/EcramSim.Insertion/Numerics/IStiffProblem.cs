namespace EcramSim.Insertion.Numerics;

/// <summary>
/// M·dy/dt = f(t, y), ordinary or differential-algebraic of index 1. Evaluations outside the domain of the model may return NaN: the
/// step is then repeated with a smaller one. Not thread-safe; one per integration.
/// </summary>
public interface IStiffProblem
{
    /// <summary>Number of unknowns.</summary>
    int Size { get; }

    /// <summary>Where ∂f/∂y may differ from zero; everywhere by default. Read once.</summary>
    SparsityPattern Pattern => SparsityPattern.Dense(Size);

    /// <summary>
    /// M, constant; null for the identity. A row of zeros makes f_i = 0 an algebraic equation, and the unknown i an algebraic one (its column
    /// is zero then too).
    /// </summary>
    SparseMatrix? Mass => null;

    /// <summary>Writes f(t, y) to <paramref name="rate"/>.</summary>
    void Rate(double t, ReadOnlySpan<double> y, Span<double> rate);

    /// <summary>
    /// Writes ∂f/∂y to every entry of <paramref name="jacobian"/> (which holds what was written last); false to have it by differences. Sums
    /// that f conserves are conserved to rounding only if the columns of the Jacobian conserve them too.
    /// </summary>
    bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix jacobian) => false;
}

namespace EcramSim.Insertion.Numerics;

/// <summary>dy/dt = f(t, y). Evaluations outside the domain of the model may return NaN: the step is then repeated with a smaller one.</summary>
public interface IStiffProblem
{
    /// <summary>Number of unknowns.</summary>
    int Size { get; }

    /// <summary>Writes f(t, y) to <paramref name="rate"/>.</summary>
    void Rate(double t, ReadOnlySpan<double> y, Span<double> rate);

    /// <summary>Writes ∂f/∂y (row-major, ∂f_i/∂y_j at i·Size + j); false to have it by differences.</summary>
    bool Jacobian(double t, ReadOnlySpan<double> y, Span<double> jacobian) => false;
}

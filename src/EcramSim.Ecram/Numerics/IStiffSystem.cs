namespace EcramSim.Ecram.Numerics;

/// <summary>An autonomous system of ordinary differential equations y′ = f(y) with its own Jacobian. Not thread-safe; one per integration.</summary>
public interface IStiffSystem
{
    /// <summary>Number of states.</summary>
    int Size { get; }

    /// <summary>f(y). May return values that are not finite where y has no meaning: the step is then repeated shorter.</summary>
    void Rate(ReadOnlySpan<double> state, Span<double> rate);

    /// <summary>∂f/∂y, row-major, Size × Size.</summary>
    void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian);
}

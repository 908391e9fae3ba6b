namespace EcramSim.Ecram.Observables;

/// <summary>How closely the reference cell is integrated where a figure of a data sheet is read from it.</summary>
internal static class ObservableTolerance
{
    internal const double Relative = 1e-6;
}

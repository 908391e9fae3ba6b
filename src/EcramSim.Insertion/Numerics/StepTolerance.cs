namespace EcramSim.Insertion.Numerics;

/// <summary>Allowed error of the solution per step: |error_i| ≤ Absolute + Relative·|y_i|, in the root mean square over all unknowns.</summary>
/// <param name="Relative">Relative part, such as 1e-7.</param>
/// <param name="Absolute">Absolute part in the unit of the unknowns.</param>
/// <param name="MaximumStep">Longest step, in the unit of time.</param>
/// <param name="MaximumSteps">Steps, accepted or not, after which the integrator gives up.</param>
/// <param name="AbsoluteOf">The absolute part of each unknown where they differ in unit or size; takes the place of <paramref name="Absolute"/>.</param>
/// <param name="LargestCorrection">
/// The last Newton correction of an unknown of size 1: times rounding in a stiff matrix it is what conserved sums lose, so it stays small at loose tolerances too.
/// </param>
/// <param name="Refines">Whether linear solutions are refined once, where sums of large opposite rates must close.</param>
public sealed record StepTolerance(double Relative = 1e-7, double Absolute = 1e-10, double MaximumStep = double.PositiveInfinity,
    int MaximumSteps = 100_000, IReadOnlyList<double>? AbsoluteOf = null, double LargestCorrection = 3e-8, bool Refines = false);

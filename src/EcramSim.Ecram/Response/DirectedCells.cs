namespace EcramSim.Ecram.Response;

/// <summary>
/// Eight or sixteen cells beside each other that receive their next pulses in a known direction each: of <see cref="CellLanes"/>, the factors of that direction,
/// <paramref name="Step"/> and <paramref name="Slope"/> in <see cref="FactorUnit"/>s.
/// </summary>
public readonly record struct DirectedCells<TVector>(TVector Step, TVector Slope, TVector Minimum, TVector Maximum) where TVector : struct;

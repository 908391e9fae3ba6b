using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Response;

/// <summary>
/// Sixteen cells beside each other that receive their next pulses in a known direction each: of <see cref="CellLanes"/>, the factors of that direction.
/// </summary>
public readonly record struct DirectedCells(Vector512<float> Step, Vector512<float> Slope, Vector512<float> Minimum, Vector512<float> Maximum);

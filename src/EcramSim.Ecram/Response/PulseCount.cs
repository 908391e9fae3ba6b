using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Response;

/// <summary>How many pulses each of sixteen cells receives, whole numbers, and the square roots of these numbers.</summary>
public readonly record struct PulseCount(Vector512<float> Number, Vector512<float> Root);

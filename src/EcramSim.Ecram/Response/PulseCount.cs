namespace EcramSim.Ecram.Response;

/// <summary>How many pulses each of eight or sixteen cells receives, whole numbers, and the square roots of these numbers.</summary>
public readonly record struct PulseCount<TVector>(TVector Number, TVector Root) where TVector : struct;

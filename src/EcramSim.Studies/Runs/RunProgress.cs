namespace EcramSim.Studies.Runs;

/// <summary>How far a run is: what every study reports through <see cref="IProgress{T}"/>; it may be reported from any thread.</summary>
/// <param name="Fraction">Done part of all work, 0 to 1.</param>
/// <param name="Activity">What is being done, a few words such as "lixwo3-lipon, seed 2, epoch 5 of 20".</param>
public sealed record RunProgress(double Fraction, string Activity);

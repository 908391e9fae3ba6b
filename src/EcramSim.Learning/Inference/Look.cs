namespace EcramSim.Learning.Inference;

/// <summary>What reading the test images at one moment gave.</summary>
/// <param name="Accuracies">Fraction of images classified right, reading by reading.</param>
/// <param name="PerImage">Mean cost of one image, its digital correction included.</param>
/// <param name="Correction">Cost of reading the known inputs.</param>
public sealed record Look(double[] Accuracies, InferenceCost PerImage, InferenceCost Correction);

using EcramSim.Learning.Inference;

namespace EcramSim.Studies.Infer;

/// <summary>One reading of the test set: a row of <c>results.csv</c>.</summary>
/// <param name="Device">Id of the device or name of the baseline.</param>
/// <param name="Compensation">Name of the correction.</param>
/// <param name="Seed">Seed of the array.</param>
/// <param name="After">Time since the weights were written or trained, s.</param>
/// <param name="Read">Repetition, from 1.</param>
/// <param name="Accuracy">Fraction of the test images; null where the retention of the device is unknown and time has passed.</param>
/// <param name="Digital">The same of the digital network.</param>
/// <param name="Error">Of all weights.</param>
/// <param name="PerImage">Cost of one image.</param>
/// <param name="Correction">Cost of the reading of known inputs at this time.</param>
/// <param name="Refreshes">How often the weights were written again until now.</param>
/// <param name="Refresh">What that cost.</param>
public sealed record InferRow(string Device, string Compensation, ulong Seed, double After, int Read, double? Accuracy, double? Digital, LayerError? Error,
    InferenceCost PerImage, InferenceCost Correction, int Refreshes, InferenceCost Refresh);

/// <summary>Errors of one layer at one time: a row of <c>layers.csv</c>.</summary>
public sealed record LayerRow(string Device, ulong Seed, double After, LayerError Error);

/// <summary>What writing one layer reached: a row of <c>programming.csv</c>.</summary>
public sealed record ProgrammingRow(string Device, ulong Seed, LayerProgramming Programming);

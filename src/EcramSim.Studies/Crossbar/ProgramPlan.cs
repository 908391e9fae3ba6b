using EcramSim.Crossbar.Programming;

namespace EcramSim.Studies.Crossbar;

/// <summary>What <c>ecram crossbar program</c> is asked.</summary>
/// <param name="Weights">File of the wanted weights: a row per word line (input), a column per bit line (output).</param>
/// <param name="Device">Device: id or path.</param>
/// <param name="Array">Array: id or path.</param>
/// <param name="How">Tolerance, budget, read noise.</param>
/// <param name="FitsWindow">Whether weights beyond the window are divided by a power of two until they fit, instead of being an error.</param>
public sealed record ProgramPlan(string Weights, string Device, string Array, WriteVerify How, bool FitsWindow);

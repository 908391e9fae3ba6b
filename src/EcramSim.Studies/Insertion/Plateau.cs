using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Studies.Insertion;

/// <summary>A miscibility gap as a person sees it.</summary>
/// <param name="Number">From 1, by filling.</param>
/// <param name="Gap">The two phases.</param>
/// <param name="Voltage">V, at which both stand.</param>
/// <param name="Interface">The boundary between them; null without gradient energy.</param>
public sealed record Plateau(int Number, MiscibilityGap Gap, double Voltage, PhaseInterface? Interface);

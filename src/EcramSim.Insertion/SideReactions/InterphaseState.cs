namespace EcramSim.Insertion.SideReactions;

/// <summary>What the growth of a solid-electrolyte interphase sees.</summary>
/// <param name="Thickness">L in m, &gt; 0.</param>
/// <param name="Potential">φ_s − φ_e + iR of the film, V against Li/Li⁺: what is left at the interface (i &gt; 0 is reduction).</param>
/// <param name="Temperature">K.</param>
public readonly record struct InterphaseState(double Thickness, double Potential, double Temperature);

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// What limits the growth of a solid-electrolyte interphase (SEI). The mechanisms and their signatures in time and potential:
/// Single, Latz and Horstmann, ChemSusChem 11 (2018) 1950; in the form that battery models share: O'Kane et al., Phys. Chem. Chem. Phys. 24 (2022) 7909.
/// </summary>
public interface IInterphaseGrowth
{
    /// <summary>Current density that the growth consumes, A/m² of electrode surface, ≥ 0: a reduction, of the sign of insertion.</summary>
    double CurrentDensity(in InterphaseState state);
}

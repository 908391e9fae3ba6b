using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>Where the salt in the pores is used up: no interface law carries a current there.</summary>
internal static class Depletion
{
    /// <summary>Share of the concentration at rest that counts as none.</summary>
    internal const double Share = 1e-4;

    internal static (Termination, string)? Find(ReadOnlySpan<double> concentrations, double atRest, double margin)
    {
        for (var k = 0; k < concentrations.Length; k++)
            if (!(concentrations[k] > (Share + margin) * atRest))
                return (Termination.ElectrolyteDepleted, FormattableString.Invariant($"the salt in the pores is used up in volume {k + 1} of {concentrations.Length}: {concentrations[k]:G4} mol/m3"));
        return null;
    }
}

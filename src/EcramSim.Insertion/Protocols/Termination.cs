namespace EcramSim.Insertion.Protocols;

/// <summary>Why a step of a protocol ended.</summary>
public enum Termination
{
    /// <summary>The duration was over.</summary>
    TimeReached,
    /// <summary>The mean filling met its limit.</summary>
    FillingReached,
    /// <summary>The voltage met its limit.</summary>
    VoltageReached,
    /// <summary>The current fell to its cut-off.</summary>
    CurrentReached,
    /// <summary>The current exceeds the largest rate of the kinetics law (Marcus, Marcus–Hush–Chidsey, coupled ion–electron transfer).</summary>
    CurrentExceedsLaw,
    /// <summary>The filling at the interface reached the end of the range in which the host is defined.</summary>
    SurfaceAtEndOfRange,
    /// <summary>The salt in the pores of a cell is used up somewhere.</summary>
    ElectrolyteDepleted,
    /// <summary>No state at the start satisfies the step.</summary>
    NoFirstState,
    /// <summary>The integration could not go on; the points are what was reached.</summary>
    IntegrationFailed,
}

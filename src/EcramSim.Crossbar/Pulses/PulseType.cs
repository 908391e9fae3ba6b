namespace EcramSim.Crossbar.Pulses;

/// <summary>How many pulses a cell gets in an update whose lines have the probabilities p_i and p_j and BL slots; BL·p_i·p_j in the mean, but for rounding.</summary>
public enum PulseType
{
    /// <summary>Coincidences of two random trains: what a crossbar does by itself; binomial, and all cells of a line share its train.</summary>
    Stochastic,

    /// <summary>The wanted number, rounded up or down by chance, each cell on its own: the least scatter that keeps the mean.</summary>
    MeanCount,

    /// <summary>The wanted number, rounded to the nearest: no chance at all. Changes below half a pulse are lost.</summary>
    Deterministic,
}

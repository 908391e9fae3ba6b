namespace EcramSim.Insertion.Transport;

/// <summary>How a porous cell is laid on its grid.</summary>
public enum PorousScheme
{
    /// <summary>
    /// Finite volumes of second order: resistances of two half cells in series at every face, the surface of a particle as an unknown, the voltage at
    /// the collector from the last half cell. For every own result.
    /// </summary>
    Conservative,
    /// <summary>
    /// The scheme of PyBaMM 26.6, to compare with its curves at equal mesh: conductivities averaged over the two neighbours of a face whatever their
    /// widths (first order at the separator), surfaces and voltage extrapolated in a straight line from the last two cells.
    /// </summary>
    Pybamm,
}

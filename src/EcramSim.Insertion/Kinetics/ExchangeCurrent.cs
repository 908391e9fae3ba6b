namespace EcramSim.Insertion.Kinetics;

/// <summary>How the exchange current of Butler–Volmer kinetics depends on the filling.</summary>
public enum ExchangeCurrent
{
    /// <summary>i0 = k0.</summary>
    Constant,
    /// <summary>i0 = k0 c₊^(1−α) (1 − x)^(1−α) x^α: mass action in concentrations.</summary>
    Concentration,
    /// <summary>i0 = k0 a₊^(1−α) a^α (1 − x): the transition state takes one site, γ_ts = 1/(1 − x) (Bazant 2013).</summary>
    OneSite,
    /// <summary>i0 = k0 a₊^(1−α) a^α x(1 − x): γ_ts = 1/[x(1 − x)], as used for graphite.</summary>
    TwoSites,
}

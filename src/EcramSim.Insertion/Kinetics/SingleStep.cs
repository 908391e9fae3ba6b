namespace EcramSim.Insertion.Kinetics;

/// <summary>The members that every <see cref="ISingleStep"/> inherits, callable on the law's own type as well.</summary>
public static class SingleStep
{
    /// <inheritdoc cref="IInsertionKinetics.CurrentDensity"/>
    public static double CurrentDensity(this ISingleStep law, in InterfaceState state, double overpotential) =>
        ((IInsertionKinetics)law).CurrentDensity(state, overpotential);

    /// <inheritdoc cref="IInsertionKinetics.Rates"/>
    public static DirectedRates Rates(this ISingleStep law, in InterfaceState state, double overpotential) =>
        ((IInsertionKinetics)law).Rates(state, overpotential);

    /// <inheritdoc cref="IInsertionKinetics.ExchangeCurrentDensity"/>
    public static double ExchangeCurrentDensity(this ISingleStep law, in InterfaceState state) =>
        ((IInsertionKinetics)law).ExchangeCurrentDensity(state);
}

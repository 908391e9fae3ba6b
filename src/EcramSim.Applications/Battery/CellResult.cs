using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>The curve of a step and why it ended.</summary>
/// <param name="Points">In the order of time; the last one lies where the step ended. Empty where no state satisfies the step.</param>
/// <param name="Termination">The reason.</param>
/// <param name="Explanation">The reason in words, with numbers.</param>
/// <param name="State">Unknowns of the model at the end: where the next step begins.</param>
/// <param name="Charge">C/m² passed, integrated apart from the ions; positive is discharge.</param>
/// <param name="Before">Ions at the start.</param>
/// <param name="After">Ions at the end.</param>
/// <param name="Profiles">State of the model at every point, if kept.</param>
/// <param name="AcceptedSteps">Of the integrator.</param>
public sealed record CellResult(IReadOnlyList<CellPoint> Points, Termination Termination, string Explanation, IReadOnlyList<double> State, double Charge,
    CellInventory Before, CellInventory After, IReadOnlyList<double[]> Profiles, int AcceptedSteps)
{
    /// <summary>Ions made or lost by the numbers, over all ions of the cell.</summary>
    public double IonError => Math.Max(Math.Abs(After.Hosts - Before.Hosts), Math.Abs(After.Solution - Before.Solution)) / (Before.Hosts + Before.Solution);

    /// <summary>Ions in a host that no charge explains, over all ions in the hosts.</summary>
    public double ChargeError
    {
        get
        {
            var moved = Charge / Insertion.Quantities.PhysicalConstants.Faraday;
            return Math.Max(Math.Abs(After.Positive - Before.Positive - moved), Math.Abs(After.Negative - Before.Negative + moved)) / Before.Hosts;
        }
    }
}

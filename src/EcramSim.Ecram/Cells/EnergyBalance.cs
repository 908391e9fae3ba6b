namespace EcramSim.Ecram.Cells;

/// <summary>Where the energy of a driver went, J: Source = Stored + Losses.Total + Taken.</summary>
/// <param name="Source">∫V_source·i_term·A dt; negative when the cell delivers energy.</param>
/// <param name="Stored">Free energy of both hosts, double layers, plates and the floating line, after minus before.</param>
/// <param name="Losses">What became heat, by place.</param>
/// <param name="Taken">What went with the ions that air took, counted from the zero of Stored; of either sign, 0 of sealed cells.</param>
public sealed record EnergyBalance(double Source, double Stored, Dissipation Losses, double Taken = 0)
{
    /// <summary>What is missing in the balance, J: an error of integration.</summary>
    public double Residual => Source - Stored - Losses.Total - Taken;

    internal static EnergyBalance Of(IEnumerable<Segment> segments, double area) => segments.Aggregate(new EnergyBalance(0, 0, default),
        (sum, s) => new EnergyBalance(sum.Source + area * s.SourceEnergy, sum.Stored + area * s.StoredEnergy, sum.Losses + area * s.Losses, sum.Taken + area * s.Taken));
}

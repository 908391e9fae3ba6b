namespace EcramSim.Ecram.Cells;

/// <summary>What passes in a time, per channel area.</summary>
/// <param name="Terminal">Charge of the driver, with leakage, C/m².</param>
/// <param name="Source">∫V_source·i_term dt, J/m².</param>
/// <param name="Dissipated">∫(V_source − V_OCV)·i_term dt, J/m².</param>
/// <param name="Traffic">∫(forward + backward) dt at the channel interface, C/m².</param>
/// <param name="Taken">Free energy that goes with the ions that air takes, J/m².</param>
/// <param name="Losses">Heat by place, J/m².</param>
internal readonly record struct Passage(double Terminal, double Source, double Dissipated, double Traffic, double Taken, Dissipation Losses)
{
    /// <summary>What the cell must hold more afterwards, J/m².</summary>
    public double Energy => Source - Losses.Total - Taken;

    /// <summary>Sum, part by part.</summary>
    public static Passage operator +(Passage a, Passage b) => new(a.Terminal + b.Terminal, a.Source + b.Source, a.Dissipated + b.Dissipated,
        a.Traffic + b.Traffic, a.Taken + b.Taken, a.Losses + b.Losses);
}

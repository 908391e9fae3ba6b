using EcramSim.Crossbar.Ledger;

namespace EcramSim.Studies.Crossbar;

/// <summary>What is asked of <c>ecram crossbar disturb</c>.</summary>
/// <param name="Limit">Part of the range that a cell may move.</param>
/// <param name="Size">Lines of the array whose updates are counted, 2 or more.</param>
/// <param name="WordResistance">One segment of a gate word line, Ω.</param>
/// <param name="BitResistance">One segment of a gate bit line, Ω.</param>
/// <param name="Technology">Capacitance and pitch of the lines.</param>
public sealed record DisturbPlan(double Limit, int Size, double WordResistance, double BitResistance, Technology Technology);

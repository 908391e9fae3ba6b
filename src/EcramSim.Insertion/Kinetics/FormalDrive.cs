namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// What drives the larger direction of a step that is written in concentrations (Marcus, Marcus–Hush–Chidsey, coupled ion–electron
/// transfer): supply c₊ and drive −η~_f on insertion, x and η~_f on extraction, with the formal overpotential η~_f = η~ + ln(c₊/x).
/// </summary>
internal static class FormalDrive
{
    internal static (double Supply, double Drive) Of(in InterfaceState state, double reducedOverpotential)
    {
        var formal = reducedOverpotential + Math.Log(state.ElectrolyteConcentration / state.X);
        return reducedOverpotential <= 0 ? (state.ElectrolyteConcentration, -formal) : (state.X, formal);
    }

    /// <summary>∂ln L/∂η~ and ∂ln L/∂x of a rate L = supply·r(drive), from d ln r/d(drive).</summary>
    internal static (double ByOverpotential, double ByFilling) Slopes(in InterfaceState state, double reducedOverpotential, double byDrive) =>
        reducedOverpotential <= 0 ? (-byDrive, byDrive / state.X) : (byDrive, (1 - byDrive) / state.X);
}

using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Ecram.Forms;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Descent on weights that count in a number system (Agarwal et al., VLSI Technology 2017): pulses go to the finest of several cells and are carried upwards at intervals;
/// see <see cref="PeriodicCarry"/>. Layers must be made with <see cref="ITrainingRule.CellsOf"/> of the rule, as training from the command line does.
/// </summary>
/// <param name="Cells">Cells per weight, 2 to 8.</param>
/// <param name="Base">What a cell counts more than the next, 2 to 1000.</param>
/// <param name="CarryAbove">Share of the half range at which a cell is carried, in (0, 1).</param>
/// <param name="CarryEvery">Updates between two carries, ≥ 1.</param>
[TrainingRule("periodic-carry")]
public sealed record PeriodicCarryDescent(int Cells = 2, double Base = 8, double CarryAbove = 0.5, int CarryEvery = 100) : ITrainingRule
{
    /// <inheritdoc/>
    public CellDevice CellsOf(CellDevice device)
    {
        RuleRange.Check("periodic-carry", "cells", Cells, 2, 8);
        RuleRange.Check("periodic-carry", "base", Base, 2, 1000);
        RuleRange.Check("periodic-carry", "carry_above", CarryAbove, 0.01, 0.99);
        RuleRange.Check("periodic-carry", "carry_every", CarryEvery, 1, 1_000_000);
        return SeveralCells.Of(device, new PeriodicCarry(Cells, Base, CarryAbove, CarryEvery), "periodic-carry");
    }

    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another) => SeveralCells.Begin<PeriodicCarry>(weights, "periodic-carry", another);
}

using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Ecram.Forms;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Descent on pairs of cells that only go up, with refresh (Gokmen and Vlasov, Front. Neurosci. 10 (2016) 333; Burr et al., IEDM 2014): updates of one sign pulse the first cell, those of the other
/// sign the second; see <see cref="OneSidedPair"/>. Layers must be made with <see cref="ITrainingRule.CellsOf"/> of the rule, as training from the command line does.
/// </summary>
/// <param name="RefreshAbove">Share of the range at which a cell asks for the refresh, in (0, 1).</param>
/// <param name="RefreshEvery">Updates between two looks, ≥ 1.</param>
[TrainingRule("one-sided")]
public sealed record OneSidedDescent(double RefreshAbove = 0.75, int RefreshEvery = 100) : ITrainingRule
{
    /// <inheritdoc/>
    public CellDevice CellsOf(CellDevice device)
    {
        RuleRange.Check("one-sided", "refresh_above", RefreshAbove, 0.01, 0.99);
        RuleRange.Check("one-sided", "refresh_every", RefreshEvery, 1, 1_000_000);
        return SeveralCells.Of(device, new OneSidedPair(RefreshAbove, RefreshEvery), "one-sided");
    }

    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another) => SeveralCells.Begin<OneSidedPair>(weights, "one-sided", another);
}

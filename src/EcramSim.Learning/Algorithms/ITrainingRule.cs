using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// How the weights of analog layers follow the gradients: parameters only, so one rule serves many models. A new rule is one file: a
/// record with a <see cref="TrainingRuleAttribute"/> and defaults for all its parameters.
/// </summary>
public interface ITrainingRule
{
    /// <summary>The rule at work on one layer.</summary>
    /// <param name="weights">The tile that holds the weights, programmed with their first values.</param>
    /// <param name="another">Makes another tile of the same size and cells, all weights 0 (or the bound nearest to it), under a name of its own.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">The tile does not suit the rule, or one of its parameters is out of range.</exception>
    ITileRule Begin(ITile weights, Func<string, ITile> another);

    /// <summary>The cells as the rule needs them: most rules take them as they are, some make a weight of several.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">The device cannot serve the rule.</exception>
    CellDevice CellsOf(CellDevice device) => device;
}

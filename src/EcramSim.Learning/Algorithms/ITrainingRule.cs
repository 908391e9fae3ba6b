using EcramSim.Crossbar.Tiles;

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
    ITileRule Begin(ITile weights, Func<string, ITile> another);
}

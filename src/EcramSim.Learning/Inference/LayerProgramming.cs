using EcramSim.Crossbar.Programming;

namespace EcramSim.Learning.Inference;

/// <summary>What writing one layer by pulses reached and cost; errors in units of the window.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Scale">Digital output scale: the model's weight over that of the cell.</param>
/// <param name="Result">Cell by cell.</param>
public sealed record LayerProgramming(string Layer, double Scale, ProgrammingResult Result)
{
    /// <summary>Energy of everything that has a price, J; null where nothing has.</summary>
    public double? Energy => Result.Energy is null ? null : Result.Bill?.Energy.Total ?? Result.Energy;
}

using EcramSim.Studies.Fit.Laws;

namespace EcramSim.Studies.Fit;

/// <summary>Between the values of a file and those of a fit, in which the readings reach from 0 to 1.</summary>
/// <param name="Offset">Value of 0.</param>
/// <param name="Range">Value of 1 less that of 0.</param>
public sealed record UnitOfFit(double Offset, double Range)
{
    /// <summary>To the fit.</summary>
    public MeasuredBranch Scale(MeasuredBranch branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return branch with { Before = (branch.Before - Offset) / Range, Values = Array.ConvertAll(branch.Values, v => (v - Offset) / Range) };
    }

    /// <summary>A value of the fit in units of the file.</summary>
    public double Back(double value, ParameterUnit unit) => unit switch { ParameterUnit.Step => value * Range, ParameterUnit.Level => Offset + value * Range, _ => value };
}

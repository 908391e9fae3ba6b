namespace EcramSim.Studies.Fit.Laws;

/// <summary>What the value of a fitted parameter measures, so that it can be printed in the unit of the file.</summary>
public enum ParameterUnit
{
    /// <summary>A change of the value per pulse.</summary>
    Step,
    /// <summary>A value itself, such as a bound.</summary>
    Level,
    /// <summary>A pure number.</summary>
    Ratio,
}

/// <summary>One parameter that a fit moves.</summary>
/// <param name="Name">Snake case, as in parameters.csv.</param>
/// <param name="Unit">What it measures.</param>
/// <param name="IsLogarithmic">Whether its logarithm is moved: it stays positive, and its interval is one of factors.</param>
/// <param name="Minimum">Lower limit of the search.</param>
/// <param name="Maximum">Upper limit of the search.</param>
public sealed record FormParameter(string Name, ParameterUnit Unit, bool IsLogarithmic, double Minimum, double Maximum)
{
    /// <summary>The unit of the value where it is none of the file's, such as "m"; empty otherwise.</summary>
    public string UnitText { get; init; } = "";

    /// <summary>Step of the difference quotients, in the coordinate that is moved.</summary>
    public double Difference { get; init; } = 1e-4;

    /// <summary>The coordinate of a value: itself or its logarithm.</summary>
    internal double Coordinate(double value) => IsLogarithmic ? Math.Log(value) : value;

    /// <summary>The value of a coordinate.</summary>
    internal double Value(double coordinate) => IsLogarithmic ? Math.Exp(coordinate) : coordinate;
}

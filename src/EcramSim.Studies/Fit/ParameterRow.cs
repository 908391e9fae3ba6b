namespace EcramSim.Studies.Fit;

/// <summary>A row of <c>parameters.csv</c>, in units of the file.</summary>
/// <param name="Device">The cell; empty for what belongs to all.</param>
/// <param name="Name">Such as "step_up".</param>
/// <param name="Value">The value.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unit">"S", "s", "1", ….</param>
/// <param name="Problem">Why the data do not determine it; empty where they do.</param>
public sealed record ParameterRow(string Device, string Name, double Value, double? Low, double? High, string Unit, string Problem);

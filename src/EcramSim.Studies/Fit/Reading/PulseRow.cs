namespace EcramSim.Studies.Fit.Reading;

/// <summary>One reading of a pulse file in SI units.</summary>
internal sealed record PulseRow(int Index, int Line, string Device, int Cycle, int? Pulse, double Value, bool? Up, double? Voltage, double? Width, double? Temperature, double? Delay);

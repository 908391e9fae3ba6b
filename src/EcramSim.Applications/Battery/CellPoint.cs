namespace EcramSim.Applications.Battery;

/// <summary>One point of a curve.</summary>
/// <param name="Time">s since the start of the step.</param>
/// <param name="Voltage">V between the terminals.</param>
/// <param name="CurrentDensity">A/m² of cell; positive discharges.</param>
/// <param name="Charge">C/m² of cell that has passed since the start of the step; positive is discharge.</param>
public readonly record struct CellPoint(double Time, double Voltage, double CurrentDensity, double Charge);

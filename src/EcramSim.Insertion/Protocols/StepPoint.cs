namespace EcramSim.Insertion.Protocols;

/// <summary>One point of a curve.</summary>
/// <param name="Time">s since the start of the step.</param>
/// <param name="Filling">Mean filling.</param>
/// <param name="Voltage">V against the reference electrode of the host.</param>
/// <param name="CurrentDensity">A/m² of interface; positive is insertion.</param>
public readonly record struct StepPoint(double Time, double Filling, double Voltage, double CurrentDensity);

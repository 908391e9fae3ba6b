using System.Globalization;
using EcramSim.Crossbar.HalfSelect;
using EcramSim.Ecram;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Crossbar;

/// <summary>What one device bears under one scheme.</summary>
/// <param name="Device">The device.</param>
/// <param name="Scheme">Half or third.</param>
/// <param name="IsAssumed">The device has no stack: an ohmic cell is assumed, whose step is proportional to the voltage.</param>
/// <param name="RatioUp">Potentiating step at the part of the voltage over the whole one, at w = 0.</param>
/// <param name="RatioDown">The same, depressing.</param>
/// <param name="Budget">Pulses until the limit.</param>
/// <param name="LargestArray">Lines of the largest square array, every cell written with one pulse; infinite where nothing moves.</param>
/// <param name="LargestArrayOften">The same with a thousand pulses per cell.</param>
/// <param name="Updates">Pulses per cell that an array of the size asked for bears.</param>
/// <param name="GateConductance">Current of a gate at the end of a pulse's charge over its voltage, S; null without a stack.</param>
/// <param name="Selected">Part of the pulse voltage that arrives at the farthest selected gate of such an array, through its wires; null without a stack.</param>
/// <param name="LargestByDrop">Lines at which a whole line of pulsed gates loses 1 % at its end; null without a stack.</param>
/// <param name="LargestByDelay">Lines at which the Elmore delay of the gate line reaches a tenth of the pulse width; null without a stack.</param>
/// <param name="PulseWidth">s; null without a stack.</param>
public sealed record DisturbRow(CellDevice Device, WriteScheme Scheme, bool IsAssumed, double RatioUp, double RatioDown, DisturbBudget Budget, double LargestArray, double LargestArrayOften,
    double Updates, double? GateConductance, double? Selected, double? LargestByDrop, double? LargestByDelay, double? PulseWidth)
{
    /// <summary>Name of the scheme as people write it.</summary>
    public string SchemeName => Scheme == WriteScheme.Half ? "V/2" : "V/3";

    /// <summary>A number of pulses or lines for people: whole from 10 to 1000, else three digits; "unlimited" where there is no end.</summary>
    public static string Count(double? value) => value is not { } v || double.IsNaN(v) ? "–" : double.IsInfinity(v) ? "unlimited"
        : v is >= 10 and < 1000 ? Math.Floor(v).ToString("F0", CultureInfo.InvariantCulture) : Engineering.Significant(v);
}

using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Algorithms;

/// <summary>The allowed values of a rule's parameter.</summary>
internal static class RuleRange
{
    /// <exception cref="InputException">A value outside.</exception>
    internal static void Check(string rule, string parameter, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
            throw new InputException(FormattableString.Invariant($"{parameter} of {rule}: value {value} is outside the allowed range [{minimum}, {maximum}]"));
    }
}

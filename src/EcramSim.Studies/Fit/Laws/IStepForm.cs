using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>
/// A law of the pulse response with free parameters, in double precision and in the units of the fit: what the laws of
/// <c>EcramSim.Ecram.Laws</c> say, before the numbers are known. A test holds the two together.
/// </summary>
public interface IStepForm
{
    /// <summary>Name in tables, such as "linear-step".</summary>
    string Name { get; }

    /// <summary>What is moved.</summary>
    IReadOnlyList<FormParameter> Parameters { get; }

    /// <summary>Whether its bounds are seen only by pulses that they cut; false where the steps tell of them from afar, or where there are none.</summary>
    bool HasHardBounds => true;

    /// <summary>Where the search begins; a law whose curves bend either way has several beginnings, and the most likely end counts.</summary>
    IReadOnlyList<double[]> Starts(StepSummary summary);

    /// <summary>The law with its numbers.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Numbers with which the law has no pulses.</exception>
    IStepLaw With(ReadOnlySpan<double> values);

    /// <summary>
    /// The section "response" of a device file, with weights ±1 at 10 % and 90 % of the range. Null for a form that writes its own device file.
    /// </summary>
    JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence);
}

/// <summary>Mean and noise of one pulse.</summary>
public interface IStepLaw
{
    /// <summary>Mean change by one pulse at <paramref name="state"/>, signed, as if there were no bounds.</summary>
    double Step(double state, bool up);

    /// <summary>Standard deviation of that change from pulse to pulse.</summary>
    double Noise(double state, bool up);

    /// <summary>Lower end of the range.</summary>
    double Minimum { get; }

    /// <summary>Upper end of the range.</summary>
    double Maximum { get; }

    /// <summary>Whether the end ahead cuts what goes beyond; false where steps vanish before or the end is that of the readings.</summary>
    bool Cuts(bool up) => false;

    /// <summary>The state after one pulse without noise.</summary>
    double Next(double state, bool up)
    {
        var next = state + Step(state, up);
        if (Cuts(true)) next = Math.Min(next, Maximum);
        return Cuts(false) ? Math.Max(next, Minimum) : next;
    }
}

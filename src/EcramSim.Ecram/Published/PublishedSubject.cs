using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Published;

/// <summary>A device under the conditions of a published figure. What is asked for is computed on asking.</summary>
public sealed class PublishedSubject
{
    private const int Points = 400;

    private readonly Lazy<DataSheet> _sheet;

    /// <summary>The <paramref name="device"/>, at the conditions <paramref name="at"/>.</summary>
    public PublishedSubject(CellDevice device, PublishedConditions at)
    {
        At = at;
        Stack = device.Stack is { } stack ? at.Applied(stack) : null;
        _sheet = new(() => Stack is { } changed && at.ChangesCell ? DataSheet.Of(changed) : device.DataSheet);
    }

    /// <summary>The conditions.</summary>
    public PublishedConditions At { get; }

    /// <summary>The cell under them; null for devices known by their update law alone.</summary>
    public Stack? Stack { get; }

    /// <summary>Its data sheet.</summary>
    /// <exception cref="InputException">Pulses that do not traverse the window under these conditions.</exception>
    public DataSheet Sheet => _sheet.Value;

    /// <summary>Whether its state is a conductance in S.</summary>
    public bool HasConductance => Sheet.Unit == "S";

    /// <summary>Range / states, S; null without a conductance.</summary>
    public double? MeanStep => HasConductance ? Sheet.Steps.Range / Sheet.Observables.StatesByStep : null;

    /// <summary>Standard deviation of a pulse from cycle to cycle over its mean, at mid-range, mean of both directions; null without noise.</summary>
    public double? CycleNoise
    {
        get
        {
            var steps = Sheet.Steps;
            var middle = 0.5 * (steps.Minimum + steps.Maximum);
            var up = steps.At(steps.NoiseUp, middle) / Math.Abs(steps.At(steps.Up, middle));
            var down = steps.At(steps.NoiseDown, middle) / Math.Abs(steps.At(steps.Down, middle));
            return up + down > 0 ? 0.5 * (up + down) : null;
        }
    }

    /// <summary>log₁₀ of the largest over the smallest conductivity of the channel's host over all fillings for which it is known.</summary>
    public double? ConductivityDecades
    {
        get
        {
            if (Stack is not { } stack) return null;
            var host = stack.Channel.Host;
            var (low, high) = (host.Validity.Minimum, host.Validity.Maximum);
            double[] sigma = [.. Enumerable.Range(0, Points).Select(i => host.ElectronicConductivity!.Conductivity(low + (high - low) * (1e-6 + (1 - 2e-6) * i / (Points - 1)), stack.Temperature))];
            return Math.Log10(sigma.Max() / sigma.Min());
        }
    }

    /// <summary>The largest |V_OCV(x) − V_hold| over the window: pulses below it stop or reverse before its end. V.</summary>
    public double? SmallestWriteVoltage => Stack is { } stack ? Window(stack).Max(x => Math.Abs(stack.OpenCircuitVoltage(x) - stack.HoldVoltage)) : null;

    /// <summary>The largest |V_OCV(x)| over the window, V: what a shorted gate lets drive the cell.</summary>
    public double? OpenCircuitOffset => Stack is { } stack ? Window(stack).Max(x => Math.Abs(stack.OpenCircuitVoltage(x))) : null;

    /// <summary>Time until a tenth of the window is lost from the worst of both its ends and its middle, s; infinite where that takes longer than is followed.</summary>
    /// <param name="gate">What the gate is connected to.</param>
    public double? RetentionTime(GateAfterPulse gate) =>
        Stack is { } stack ? Retention.Worst(stack, gate).TimeToTenth ?? double.PositiveInfinity : null;

    private static IEnumerable<double> Window(Stack stack) =>
        Enumerable.Range(0, Points + 1).Select(i => stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * i / Points);
}

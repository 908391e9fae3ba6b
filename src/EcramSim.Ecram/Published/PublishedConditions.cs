using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Published;

/// <summary>The conditions of a published figure where they are not those of the device file: "≈1 fJ, projected to 100 × 100 nm²". Null is as the file.</summary>
/// <param name="Temperature">K.</param>
/// <param name="ChannelWidth">W in m; the gate shrinks with the channel.</param>
/// <param name="ChannelLength">L in m.</param>
/// <param name="PulseWidth">s.</param>
/// <param name="Amplitude">Of both pulses relative to V_hold, V.</param>
/// <param name="ReadVoltage">Between source and drain, V.</param>
public sealed record PublishedConditions(double? Temperature, double? ChannelWidth, double? ChannelLength, double? PulseWidth, double? Amplitude, double? ReadVoltage)
{
    /// <summary>As the device file stands.</summary>
    public static PublishedConditions AsTheFile { get; } = new(null, null, null, null, null, null);

    /// <summary>The conditions as the file writes them; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the cell itself is another one than the file's.</summary>
    public bool ChangesCell => (Temperature ?? ChannelWidth ?? ChannelLength ?? PulseWidth ?? Amplitude) is not null;

    /// <summary>The stack under these conditions.</summary>
    public Stack Applied(Stack stack)
    {
        var pulse = stack.Pulse with { Width = PulseWidth ?? stack.Pulse.Width };
        if (Amplitude is { } amplitude) pulse = pulse with { IsAbsolute = false, AmplitudeUp = amplitude, AmplitudeDown = amplitude };
        return stack with
        {
            Temperature = Temperature ?? stack.Temperature,
            Channel = stack.Channel with { Width = ChannelWidth ?? stack.Channel.Width, Length = ChannelLength ?? stack.Channel.Length },
            Pulse = pulse,
        };
    }

    /// <summary>Keys <c>temperature</c>, <c>channel_width</c>, <c>channel_length</c>, <c>pulse_width</c>, <c>amplitude</c>, <c>read_voltage</c>: texts with units, all optional.</summary>
    /// <exception cref="InputException">A wrong unit, or a value that is not positive.</exception>
    public static PublishedConditions Read(ModelNode node)
    {
        var texts = new List<string>();
        double? Of(string key, Dimension dimension)
        {
            if (!node.Has(key)) return null;
            var text = node.Text(key);
            if (!Units.TryParse(text, dimension, out var value, out var problem)) throw node.Error(key, problem);
            if (!(value > 0)) throw node.Error(key, $"value {text} must be positive");
            texts.Add($"{key.Replace('_', ' ')} {text}");
            return value;
        }
        return new PublishedConditions(Of("temperature", Dimension.Kelvin), Of("channel_width", Dimension.Metre), Of("channel_length", Dimension.Metre),
            Of("pulse_width", Dimension.Second), Of("amplitude", Dimension.Volt), Of("read_voltage", Dimension.Volt)) with { Text = string.Join(", ", texts) };
    }
}

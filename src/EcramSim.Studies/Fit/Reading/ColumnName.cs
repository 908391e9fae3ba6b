using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>What a column of a pulse file holds.</summary>
internal enum ColumnKind
{
    Unknown, Pulse, Value, Cycle, Device, Direction, Voltage, Width, Temperature, Delay, Time, Up, Down, CycleValue,
}

/// <summary>A column by its name, as people and instruments write it: "Conductance (µS)", "I_DS/nA", "potentiation_S", "cycle 3".</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Dimension">What its values measure; None for pure numbers, null where the name does not say.</param>
/// <param name="Unit">The unit as written; empty where there is none.</param>
/// <param name="Number">Number of the cycle for <see cref="ColumnKind.CycleValue"/>.</param>
internal sealed partial record ColumnName(ColumnKind Kind, Dimension? Dimension, string Unit, int Number)
{
    private static readonly (ColumnKind Kind, Dimension? Dimension, string Names)[] Synonyms =
    [
        (ColumnKind.Pulse, Dimension.None, "pulse pulses n no nr number index pulse_number pulse_no pulse_nr pulse_index pulse_id npulse n_pulse pulse_count # pulse# puls impuls"),
        (ColumnKind.Value, Dimension.Siemens, "conductance g cond g_ds gds g_sd gsd channel_conductance g_channel leitwert conductance_mean state"),
        (ColumnKind.Value, Dimension.None, "normalised normalized normalised_conductance normalized_conductance conductance_normalised conductance_normalized g_norm gnorm norm_g conductance_norm weight w g/gmax g/g_max"),
        (ColumnKind.Value, Dimension.Ampere, "current i ids i_ds isd i_sd id i_d drain_current read_current i_read iread channel_current strom"),
        (ColumnKind.Value, Dimension.Ohm, "resistance r rds r_ds channel_resistance widerstand"),
        (ColumnKind.Cycle, Dimension.None, "cycle loop sweep repeat repetition run cycle_number cycle_no cycle_index zyklus"),
        (ColumnKind.Device, null, "device dev cell sample device_id device_no chip device_name bauteil"),
        (ColumnKind.Direction, null, "direction dir type branch mode pot_dep ltp/ltd ltp_ltd p/d pulse_type operation richtung"),
        (ColumnKind.Voltage, Dimension.Volt, "voltage v vg v_g gate_voltage v_gate vgate pulse_voltage v_pulse vpulse amplitude pulse_amplitude vgs v_gs spannung"),
        (ColumnKind.Width, Dimension.Second, "width pulse_width duration pulse_duration t_pulse tpulse pw pulse_length"),
        (ColumnKind.Temperature, Dimension.Kelvin, "temperature temp"),
        (ColumnKind.Delay, Dimension.Second, "delay delay_time t_delay wait wait_time read_delay rest rest_time"),
        (ColumnKind.Time, Dimension.Second, "time t elapsed elapsed_time timestamp zeit"),
        (ColumnKind.Up, null, "up potentiation pot ltp p g_up gup conductance_up up_conductance set increase increasing potentiate potentiation_conductance g_pot"),
        (ColumnKind.Down, null, "down depression dep ltd d g_down gdown conductance_down down_conductance reset decrease decreasing depress depression_conductance g_dep"),
    ];

    private static readonly Dictionary<string, (ColumnKind Kind, Dimension? Dimension)> Known =
        Synonyms.SelectMany(s => s.Names.Split(' ').Select(n => (n, (s.Kind, s.Dimension)))).ToDictionary(p => p.n, p => p.Item2, StringComparer.Ordinal);

    private static readonly Dimension[] Measured = [Dimension.Siemens, Dimension.Ampere, Dimension.Ohm, Dimension.Volt, Dimension.Second, Dimension.Kelvin];

    /// <summary>All names that are understood, for messages.</summary>
    internal static IEnumerable<string> Names => Known.Keys;

    /// <summary>Whether the text is the name of a column that is understood.</summary>
    internal static bool IsKnown(string text) => !NumberText.TryParse(text, false, out _) && Of(text).Kind != ColumnKind.Unknown;

    /// <summary>Whether the text is a unit alone, in brackets or not; an empty cell is one too.</summary>
    internal static bool IsUnit(string text)
    {
        var bare = text.Trim().Trim('"', '(', ')', '[', ']').Trim();
        return bare.Length == 0 || bare == "-" || DimensionOf(bare) is not null;
    }

    /// <summary>Reads a name.</summary>
    internal static ColumnName Of(string text)
    {
        var trimmed = text.Trim().Trim('"').Trim();
        if (trimmed.Length is 0 or > 80) return new(ColumnKind.Unknown, null, "", 0);
        // A whole name comes before a name with a unit: the "ds" of "G_ds" are no deciseconds.
        if (Known.TryGetValue(Normal(trimmed), out var whole)) return new(whole.Kind, whole.Dimension, "", 0);
        if (CycleOf(trimmed) is { } cycle) return new(ColumnKind.CycleValue, null, "", cycle);
        foreach (var pattern in (Regex[])[Bracketed(), Slashed(), InWords(), Underscored()])
        {
            if (pattern.Match(trimmed) is not { Success: true } match) continue;
            var (name, unit) = (Normal(match.Groups[1].Value), match.Groups[2].Value.Trim());
            if (DimensionOf(unit) is not { } dimension) continue;
            if (CycleOf(match.Groups[1].Value) is { } number) return new(ColumnKind.CycleValue, dimension, unit, number);
            if (!Known.TryGetValue(name, out var known)) continue;
            // T in kelvin is no time; a conductance in arbitrary units is normalised.
            if (known.Kind == ColumnKind.Time && dimension == Dimension.Kelvin) return new(ColumnKind.Temperature, dimension, unit, 0);
            return new(known.Kind, dimension, unit, 0);
        }
        return new(ColumnKind.Unknown, null, "", 0);
    }

    /// <summary>What a unit measures; null for a text that is no unit of a pulse file.</summary>
    internal static Dimension? DimensionOf(string unit)
    {
        var plain = Plain(unit);
        if (plain is "a.u." or "au" or "a. u." or "arb. u." or "arb. units" or "norm." or "norm" or "normalised" or "normalized" or "1" or "%") return Dimension.None;
        return plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? null : Measured.FirstOrDefault(d => Units.TryParse("1 " + plain, d, out _, out _));
    }

    /// <summary>A number with a unit in SI units; pure numbers as they are.</summary>
    internal static double ToSI(double value, Dimension dimension, string unit)
    {
        if (unit.Length == 0 || dimension == Dimension.None) return Plain(unit) == "%" ? value / 100 : value;
        return Units.TryParse($"{value.ToString("R", CultureInfo.InvariantCulture)} {Plain(unit)}", dimension, out var si, out _) ? si : double.NaN;
    }

    private static string Plain(string unit) => unit.Trim().Replace("Ohm", "ohm", StringComparison.Ordinal).Replace("OHM", "ohm", StringComparison.Ordinal)
        .Replace("sec", "s", StringComparison.Ordinal).Replace("°C", "C", StringComparison.Ordinal).Replace("degC", "C", StringComparison.Ordinal);

    private static int? CycleOf(string text)
    {
        var match = Numbered().Match(text.Trim());
        return match.Success && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Normal(string text)
    {
        var normal = new StringBuilder();
        foreach (var c in text.Trim().Trim(':').ToLowerInvariant()) normal.Append(c is ' ' or '-' or '.' or '\u00A0' ? '_' : c);
        return normal.ToString().Trim('_').Replace("__", "_", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(.*?)\s*[\(\[]\s*([^\(\)\[\]]+?)\s*[\)\]]$", RegexOptions.None, 200)]
    private static partial Regex Bracketed();
    [GeneratedRegex(@"^(.*?)\s*/\s*([^\s/]+)$", RegexOptions.None, 200)]
    private static partial Regex Slashed();
    [GeneratedRegex(@"^(.*?)\s+in\s+(\S+)$", RegexOptions.None, 200)]
    private static partial Regex InWords();
    [GeneratedRegex(@"^(.*)[_\s]([^_\s]+)$", RegexOptions.None, 200)]
    private static partial Regex Underscored();
    [GeneratedRegex(@"^(?:cycle|loop|sweep|run|rep|repeat|repetition|g|conductance|c|i|current|zyklus)?[\s_\-#]*(\d{1,6})$", RegexOptions.IgnoreCase, 200)]
    private static partial Regex Numbered();
}

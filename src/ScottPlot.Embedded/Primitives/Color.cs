using System.Globalization;

namespace ScottPlot;

public readonly struct Color
{
    public readonly byte Red;
    public readonly byte Green;
    public readonly byte Blue;
    public readonly byte Alpha;

    public byte R => Red;
    public byte G => Green;
    public byte B => Blue;
    public byte A => Alpha;

    public Color(byte red, byte green, byte blue, byte alpha = 255) => (Red, Green, Blue, Alpha) = (red, green, blue, alpha);

    public Color(float red, float green, float blue, float alpha = 1)
        : this(Byte(red), Byte(green), Byte(blue), Byte(alpha)) { }

    public Color(uint argb) : this((byte)(argb >> 16), (byte)(argb >> 8), (byte)argb, (byte)(argb >> 24)) { }

    public Color(System.Drawing.Color color) : this(color.R, color.G, color.B, color.A) { }

    /// <summary>"#RRGGBB" or "#RRGGBBAA", with or without the "#".</summary>
    public Color(string hexCode)
    {
        ArgumentNullException.ThrowIfNull(hexCode);
        string h = hexCode.Trim().TrimStart('#');
        if (h.Length == 6) h += "FF";
        if (h.Length != 8 || !uint.TryParse(h, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint rgba))
            throw new ArgumentException($"'{hexCode}' is not a colour: write #RRGGBB.", nameof(hexCode));
        (Red, Green, Blue, Alpha) = ((byte)(rgba >> 24), (byte)(rgba >> 16), (byte)(rgba >> 8), (byte)rgba);
    }

    public double Opacity => Alpha / 255.0;

    public uint ARGB => (uint)Alpha << 24 | (uint)Red << 16 | (uint)Green << 8 | Blue;

    public static Color FromHex(string hex) => new(hex);

    public static Color[] FromHex(IEnumerable<string> hex) => hex.Select(h => new Color(h)).ToArray();

    public static Color Gray(byte value) => new(value, value, value);

    public Color WithAlpha(byte alpha) => new(Red, Green, Blue, alpha);

    public Color WithAlpha(double alpha) => new(Red, Green, Blue, (byte)Math.Clamp(alpha * 255, 0, 255));   // cut, not rounded, as in ScottPlot

    public Color WithOpacity(double opacity = 0.5) => WithAlpha(opacity);

    public Color MixedWith(Color otherColor, double fraction) => new(
        Mix(Red, otherColor.Red, fraction), Mix(Green, otherColor.Green, fraction),
        Mix(Blue, otherColor.Blue, fraction), Mix(Alpha, otherColor.Alpha, fraction));

    public Color Lighten(double fraction = 0.5) => MixedWith(new Color(255, 255, 255, Alpha), Math.Clamp(fraction, 0, 1));

    public Color Darken(double fraction = 0.5) => MixedWith(new Color(0, 0, 0, Alpha), Math.Clamp(fraction, 0, 1));

    public string ToHex() => string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}{(Alpha == 255 ? "" : Alpha.ToString("X2", CultureInfo.InvariantCulture))}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Color #{Red:X2}{Green:X2}{Blue:X2} (Opacity: {Opacity})");

    public override bool Equals(object? obj) => obj is Color other && other.ARGB == ARGB;

    public override int GetHashCode() => (int)ARGB;

    public static bool operator ==(Color a, Color b) => a.ARGB == b.ARGB;

    public static bool operator !=(Color a, Color b) => a.ARGB != b.ARGB;

    private static byte Mix(byte a, byte b, double f) => (byte)Math.Clamp(Math.Round(a + (b - a) * f), 0, 255);

    private static byte Byte(double fraction) => (byte)Math.Clamp(Math.Round(fraction * 255), 0, 255);
}

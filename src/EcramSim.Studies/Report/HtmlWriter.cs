using System.Globalization;
using System.Text;

namespace EcramSim.Studies.Report;

/// <summary>Writes HTML: markup as it is, text escaped. Lines end with "\n" on every system.</summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder text = new();
    private readonly HashSet<string> anchors = new(StringComparer.Ordinal);

    /// <summary>How many figures and tables have been numbered so far.</summary>
    public int Figures { get; private set; }

    /// <inheritdoc cref="Figures"/>
    public int Tables { get; private set; }

    /// <summary>The number of the next figure, from 1.</summary>
    public int NextFigure() => ++Figures;

    /// <summary>The number of the next table, from 1.</summary>
    public int NextTable() => ++Tables;

    /// <summary>Appends markup, which the caller has escaped.</summary>
    public HtmlWriter Markup(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Appends plain text, escaped; what stands between backquotes becomes code.</summary>
    public HtmlWriter Text(string plain)
    {
        var parts = plain.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            // A last backquote without a partner is a character like any other.
            var code = i % 2 == 1 && i < parts.Length - 1;
            if (i % 2 == 1 && !code) text.Append('`');
            text.Append(code ? "<code>" : "").Append(Escape(parts[i])).Append(code ? "</code>" : "");
        }
        return this;
    }

    /// <summary>Reserves a unique anchor made from <paramref name="name"/>: letters, digits and hyphens.</summary>
    public string Anchor(string name)
    {
        var slug = string.Join('-', new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (slug.Length == 0) slug = "part";
        var unique = slug;
        for (var n = 2; !anchors.Add(unique); n++) unique = slug + "-" + n.ToString(CultureInfo.InvariantCulture);
        return unique;
    }

    /// <summary>A link that saves <paramref name="content"/> as a file without any network.</summary>
    public HtmlWriter Download(string label, string fileName, string mediaType, string content)
    {
        var data = Convert.ToBase64String(new UTF8Encoding(false).GetBytes(content));
        return Markup($"<a class=\"save\" download=\"{Escape(fileName)}\" href=\"data:{mediaType};charset=utf-8;base64,{data}\">{Escape(label)}</a>");
    }

    /// <summary>Text that is safe between tags and between quotes; control characters that HTML forbids are left out.</summary>
    public static string Escape(string plain)
    {
        var safe = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
            _ = rune.Value switch
            {
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                '\r' => safe,
                < ' ' and not ('\n' or '\t') or 0x7f => safe,
                _ => safe.Append(rune.ToString()),
            };
        return safe.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}

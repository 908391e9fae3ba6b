using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace EcramSim.Studies.Report;

/// <summary>An SVG drawing made fit to stand beside others on one page. It works on the text, whoever drew it.</summary>
internal static partial class Drawing
{
    /// <summary>The drawing with names of its own and a view box; unchanged if it has a view box and names nothing.</summary>
    /// <param name="svg">An SVG document without prolog.</param>
    /// <param name="prefix">Begins the names; unique on the page.</param>
    /// <exception cref="XmlException">It is not XML.</exception>
    internal static string Embed(string svg, string prefix)
    {
        if (svg.Contains(" viewBox=", StringComparison.Ordinal) && !svg.Contains(" id=", StringComparison.Ordinal)) return svg;
        var root = XElement.Parse(svg, LoadOptions.PreserveWhitespace);
        Rename(root, prefix);
        // Without one a narrow page cuts the drawing instead of scaling it.
        if (root.Attribute("viewBox") is null && root.Attribute("width") is { } width && root.Attribute("height") is { } height)
            root.SetAttributeValue("viewBox", $"0 0 {width.Value} {height.Value}");
        return root.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>
    /// Names everything that has a name anew, by the prefix and a number in the order of the document, and lets references follow. Names no
    /// longer meet those of another drawing, and do not depend on what was drawn before: Skia counts its clip paths over the whole process.
    /// </summary>
    internal static void Rename(XElement root, string prefix)
    {
        var names = new Dictionary<string, string>();
        foreach (var id in root.DescendantsAndSelf().Attributes("id")) names.TryAdd(id.Value, prefix + (names.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (names.Count == 0) return;
        string New(string name) => names.GetValueOrDefault(name, name);
        foreach (var attribute in root.DescendantsAndSelf().Attributes())
            if (attribute.Name == "id") attribute.Value = New(attribute.Value);
            else if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#')) attribute.Value = "#" + New(attribute.Value[1..]);
            else if (attribute.Value.Contains("url(", StringComparison.Ordinal)) attribute.Value = Reference().Replace(attribute.Value, m => m.Groups[1].Value + New(m.Groups[2].Value));
    }

    [GeneratedRegex(@"(url\(\s*['""]?#)([^'"")\s]+)")]
    private static partial Regex Reference();
}

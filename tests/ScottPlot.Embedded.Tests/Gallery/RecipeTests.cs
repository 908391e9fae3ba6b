using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ScottPlot.Tests.Gallery;

/// <summary>Every recipe draws on the stand-in and on the package: a document of the size asked for, without a number that is none.</summary>
public class RecipeTests
{
    public static TheoryData<string> Ids => [.. Recipe.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_recipe_draws(string id)
    {
        string svg = Recipe.All.Single(r => r.Id == id).Draw();
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.InRange(double.Parse(root.Attribute("width")!.Value, CultureInfo.InvariantCulture), 500, 1200);
        Assert.DoesNotContain("NaN", Regex.Replace(svg, "base64,[^\"]*", ""));
        Assert.True(root.Descendants().Count(e => e.Name.LocalName is "path" or "rect" or "image" or "ellipse") > 5);
    }
}

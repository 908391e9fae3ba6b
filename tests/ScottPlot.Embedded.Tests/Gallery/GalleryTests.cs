using System.Text;
using ScottPlot.Tests.Figures;

namespace ScottPlot.Tests.Gallery;

/// <summary>
/// The pictures in docs/gallery are what the recipes draw today, and docs/gallery.md shows today's recipes. After a change that is
/// meant, <c>ECRAM_REDRAW=1 dotnet test tests/ScottPlot.Embedded.Tests</c> writes them anew: look at the pictures before committing them.
/// </summary>
public class GalleryTests
{
    private static readonly bool Redraw = Environment.GetEnvironmentVariable("ECRAM_REDRAW") == "1";

    public static TheoryData<string> Ids => [.. Recipe.All.Select(r => r.Id)];

    private static Recipe Find(string id) => Recipe.All.Single(r => r.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_picture_is_what_the_recipe_draws(string id)
    {
        string path = Path.Combine(Recipe.Folder, id + ".svg"), drawn = Find(id).Draw();
        if (Redraw) File.WriteAllText(path, drawn, new UTF8Encoding(false));
        Assert.True(File.Exists(path), $"docs/gallery/{id}.svg is missing: see the comment of this test.");
        string kept = File.ReadAllText(path);
        int at = drawn.Zip(kept).TakeWhile(p => p.First == p.Second).Count();
        Assert.True(drawn == kept, $"docs/gallery/{id}.svg differs at character {at}: '{Near(kept, at)}' is now '{Near(drawn, at)}'.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Texts_stay_inside_and_apart(string id)
    {
        var svg = new Picture(Find(id).Draw());
        Assert.NotEmpty(svg.Labels);
        Tidy.Require(svg, Picture.Number(svg.Root, "width"), Picture.Number(svg.Root, "height"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_picture_is_small(string id) => Assert.InRange(Find(id).Draw().Length, 1000, 300_000);

    [Fact]
    public void The_page_shows_the_recipes()
    {
        var page = new StringBuilder("""
            # What can be plotted

            Each picture is drawn by the code beside it, in the test suite: a recipe is example, test and page at once
            (`tests/ScottPlot.Embedded.Tests/Gallery`). The code is ScottPlot's API; `LogTicks`, `SeriesStyle` and `PanelFigure` are
            this project's (`src/EcramSim.Studies/Report`), and work on the package as well. `ECRAM_REDRAW=1 dotnet test
            tests/ScottPlot.Embedded.Tests` draws the pictures and this page anew. The data are invented for the pictures.


            """.ReplaceLineEndings("\n"));
        foreach (var r in Recipe.All)
            page.Append($"## {r.Title}\n\n{r.Text}\n\n![{r.Title}](gallery/{r.Id}.svg)\n\n```csharp\n{r.Source}\n```\n\n");
        string text = page.ToString().TrimEnd() + "\n";
        if (Redraw) File.WriteAllText(Recipe.Page, text, new UTF8Encoding(false));
        Assert.Equal(text, File.ReadAllText(Recipe.Page));
        Assert.Equal(Recipe.All.Select(r => r.Id + ".svg").Order(StringComparer.Ordinal), Directory.GetFiles(Recipe.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Near(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 20)];
}

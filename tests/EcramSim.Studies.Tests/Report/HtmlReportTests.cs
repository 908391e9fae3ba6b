using System.Text;
using System.Text.RegularExpressions;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Tests.Report;

public partial class HtmlReportTests
{
    private const string Nasty = "<script>alert(\"1\")</script> & 'x' \u0001\ud800 ]]> x < y";

    private static string Drawing() => "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"200\" viewBox=\"0 0 300 200\">\n<path d=\"M0 200L300 0\"/>\n</svg>\n";

    private static HtmlReport Sample(string text) => new(text, text,
        [
            new("Results", new Paragraph(text), new Table(text,
                [new("device"), new("energy", IsNumber: true, Meaning: text)],
                [new(["a", new TableCell("2.4 pJ", Bar: 0.5, SortBy: 2.4e-12)], IsHighlighted: true), new([text, "–"])])),
            new("Figures", new Figure("curve", text, text, Drawing(), "x,y\n1,3\n2,4\n", "ecram evaluate --seed 1 \"" + text + "\"")),
            new("Results", new Note(text), new BulletList([text, "Use `ecram evaluate`, not `x."])),
        ],
        [text], [new("run.json", text, "application/json", "{ \"a\": \"" + text + "\" }")]);

    [Fact]
    public void Text_never_becomes_markup()
    {
        string html = Sample(Nasty).Render();
        Assert.Equal(1, Count(html, "<script"));          // the report's own
        Assert.DoesNotContain("alert(\"1\")", html);
        Assert.DoesNotContain('\u0001', html);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;", html);
        Assert.Contains("<code>ecram evaluate</code>, not `x.", html);
    }

    [Fact]
    public void Tags_are_balanced_and_anchors_unique()
    {
        string html = Sample(Nasty).Render();
        string body = Drop().Replace(html, "");
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(body))
        {
            string name = tag.Groups[2].Value;
            if (name is "meta" or "!DOCTYPE" || tag.Value.EndsWith("/>", StringComparison.Ordinal)) continue;
            if (tag.Groups[1].Length == 0) open.Push(name);
            else Assert.Equal(open.Pop(), name);
        }
        Assert.Empty(open);
        string[] ids = [.. Id().Matches(html).Select(m => m.Groups[1].Value)];
        Assert.Equal(["results", "figures", "figure-curve", "results-2"], ids);
        Assert.All(Regex.Matches(html, "href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value), target => Assert.Contains(target, ids));
    }

    [Fact]
    public void Nothing_is_fetched()
    {
        string html = Sample("plain").Render();
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("@import", html);
        Assert.DoesNotContain("url(", html);
        string[] links = [.. Regex.Matches(html, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.All(links, l => Assert.True(l.StartsWith('#') || l.StartsWith("data:", StringComparison.Ordinal), l));
        // The only address is the name of the SVG language.
        Assert.All(Regex.Matches(html, "https?://[^\"' ]+").Select(m => m.Value), a => Assert.Equal("http://www.w3.org/2000/svg", a));
    }

    [Fact]
    public void Data_and_drawing_come_back_whole()
    {
        string html = Sample("plain").Render();
        Assert.Equal("x,y\n1,3\n2,4\n", Saved(html, "curve.csv"));
        Assert.Equal(Drawing(), Saved(html, "curve.svg"));
        Assert.Equal("{ \"a\": \"plain\" }", Saved(html, "run.json"));
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        Assert.Equal(Sample(Nasty).Render(), Sample(Nasty).Render());
        Assert.DoesNotContain('\r', Sample("a\r\nb").Render());
    }

    [Fact]
    public void A_prolog_before_the_drawing_is_left_out()
    {
        var report = Sample("plain") with { Sections = [new("One", new Figure("a", "t", "c", "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Drawing(), "", ""))] };
        Assert.DoesNotContain("<?xml", report.Render());
    }

    /// <summary>Whichever library draws, and whatever it has drawn before.</summary>
    [Fact]
    public void Drawings_on_one_page_have_names_of_their_own()
    {
        const string drawing = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='60' height='40'><clipPath id='cl_{0}'><rect width='9' height='9'/></clipPath>"
            + "<g clip-path='url(#cl_{0})'><use xlink:href='#cl_{0}'/></g></svg>";
        string Page(params string[] numbers) => new HtmlReport("t", "l",
            [new("s", [.. numbers.Select((n, i) => new Figure("f" + i, "t", "c", drawing.Replace("{0}", n, StringComparison.Ordinal), "", ""))])], [], []).Render();
        string html = Page("7", "7");
        Assert.Equal(["s", "figure-f0", "f0-1", "figure-f1", "f1-1"], Id().Matches(html).Select(m => m.Groups[1].Value));
        foreach (string name in new[] { "f0-1", "f1-1" }) Assert.Equal(1, Count(html, $"<g clip-path=\"url(#{name})\"><use xlink:href=\"#{name}\""));
        Assert.Equal(2, Count(html, "viewBox=\"0 0 60 40\""));       // so that a narrow page scales it
        Assert.Equal(html, Page("12", "3f"));
    }

    [Fact]
    public void Drawings_of_the_plot_library_stand_side_by_side()
    {
        string Page()
        {
            using var plot = BlankPlot.Create();
            plot.Add.Scatter(new double[] { 1, 2 }, new double[] { 3, 4 });
            plot.Add.Heatmap(new[,] { { 1.0, 2 } });
            string svg = plot.GetSvgXml(300, 200);
            return new HtmlReport("t", "l", [new("s", new Figure("a", "t", "c", Prolog().Replace(svg, ""), "", ""), new Figure("b", "t", "c", svg, "", ""))], [], []).Render();
        }
        string html = Page();
        string[] ids = [.. Id().Matches(html).Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Regex.Matches(html, "url\\(#([^)]*)\\)|xlink:href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value + m.Groups[2].Value), name => Assert.Contains(name, ids));
        Assert.Equal(html, Page());
    }

    [Fact]
    public void Contradictions_are_errors()
    {
        Refuse("Two figures are called 'a'", new Figure("a", "t", "c", Drawing(), "", ""), new Figure("a", "t", "c", Drawing(), "", ""));
        Refuse("'A b' is not ASCII kebab-case", new Figure("A b", "t", "c", Drawing(), "", ""));
        Refuse("'a' is not SVG", new Figure("a", "t", "c", "<p>", "", ""));
        Refuse("1 cells for 2 columns", new Table("t", [new("a"), new("b")], [new(["x"])]));

        static void Refuse(string message, params IReportBlock[] blocks) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new HtmlReport("t", "l", [new("s", blocks)], [], []).Render()).Message);
    }

    private static string Saved(string html, string file)
    {
        var link = Regex.Match(html, $"download=\"{Regex.Escape(file)}\" href=\"data:[^,]*;base64,([^\"]*)\"");
        return Encoding.UTF8.GetString(Convert.FromBase64String(link.Groups[1].Value));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<(/?)([a-zA-Z0-9!]+)(?:\\s[^<>]*)?>")] private static partial Regex Tag();
    [GeneratedRegex("(?s)<(style|script)>.*?</\\1>")] private static partial Regex Drop();
    [GeneratedRegex(@"^<\?xml[^>]*\?>\s*")] private static partial Regex Prolog();
    [GeneratedRegex(" id=\"([^\"]*)\"")] private static partial Regex Id();
}

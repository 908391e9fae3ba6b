using System.Globalization;
using System.Text.RegularExpressions;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Characterize;
using EcramSim.Tests.Reference;

namespace EcramSim.Studies.Tests.Characterize;

public partial class LiteratureTests
{
    // docs/literature.md is what `ecram devices literature` writes: words alike, numbers within half a per cent (and half a point of the last digit).
    [Fact]
    public void The_page_of_published_figures_is_what_the_program_computes()
    {
        var library = ModelLibrary.Shipped();
        var rows = Literature.Of(library.Ids(ModelKind.Device), library, Environment.ProcessorCount, TestContext.Current.CancellationToken);
        Assert.All(rows, r => Assert.True(r.Model is not null || r.Why.Contains(' ', StringComparison.Ordinal), $"{r.Device}: {r.Published.Quantity.Name}"));
        var now = LiteratureTable.Page(rows);
        var page = File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "docs", "literature.md")).ReplaceLineEndings("\n");
        const string again = "docs/literature.md is not what `ecram devices literature` writes now";
        Assert.True(Number().Replace(page, "#") == Number().Replace(now, "#"), again);
        foreach (var (stored, fresh) in Number().Matches(page).Zip(Number().Matches(now)))
        {
            var (a, b) = (double.Parse(stored.Value, CultureInfo.InvariantCulture), double.Parse(fresh.Value, CultureInfo.InvariantCulture));
            // Trainings of three seeds may differ by an image on another processor.
            Assert.True(Math.Abs(a - b) <= 0.01 * Math.Abs(a), $"{again}: {stored.Value} there, {fresh.Value} now");
        }
    }

    [GeneratedRegex(@"\d+(?:\.\d+)?(?:e-?\d+)?")]
    private static partial Regex Number();
}

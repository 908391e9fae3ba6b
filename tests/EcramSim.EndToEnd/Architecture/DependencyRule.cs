using System.Text.RegularExpressions;
using System.Xml.Linq;
using EcramSim.Tests.Reference;

namespace EcramSim.EndToEnd.Architecture;

/// <summary>What the compiler cannot see of ARCHITECTURE's dependency rule.</summary>
public sealed class DependencyRule
{
    private static readonly string Source = Path.Combine(ReferenceData.RepositoryRoot, "src");

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["EcramSim.Insertion"] = [],
        ["EcramSim.Ecram"] = ["EcramSim.Insertion"],
        ["EcramSim.Applications"] = ["EcramSim.Insertion"],
        ["EcramSim.Crossbar"] = ["EcramSim.Ecram"],
        ["EcramSim.Learning"] = ["EcramSim.Crossbar"],
        ["EcramSim.Studies"] = ["EcramSim.Learning"],
        ["EcramSim.Cli"] = ["EcramSim.Studies"],
        ["TorchSharp.Embedded"] = [],
        ["ScottPlot.Embedded"] = [],
    };

    [Fact]
    public void Each_floor_references_only_the_floor_below()
    {
        var projects = Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).ToArray();
        Assert.Equal(Allowed.Count, projects.Length);
        foreach (var project in projects)
        {
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Equal(Allowed[Path.GetFileNameWithoutExtension(project)], references);
        }
    }

    [Theory]
    [InlineData("EcramSim.Insertion")]
    [InlineData("EcramSim.Ecram")]
    [InlineData("EcramSim.Crossbar")]
    [InlineData("EcramSim.Applications")]
    public void Tensors_stay_in_Learning_and_above(string floor) =>
        Assert.DoesNotContain(CodeOf(floor), f => Regex.IsMatch(File.ReadAllText(f), @"\bTorchSharp\b"));

    [Fact]
    public void Models_are_read_in_one_place()
    {
        var readers = CodeOf("").Where(f => File.ReadAllText(f).Contains("JsonNode.Parse", StringComparison.Ordinal))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);
        // Stored runs and trainings are the only other JSON that the program reads.
        Assert.All(readers, r => Assert.Contains(r, (string[])["ModelLibrary.cs", "RunRecord.cs", "StoredRun.cs", "TrainingStore.cs"]));
    }

    [Fact]
    public void Nothing_sees_the_inside_of_the_stand_ins() =>
        Assert.DoesNotContain(Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(f => f.Contains(".Embedded", StringComparison.Ordinal) && !InBuildFolder(f)),
            f => File.ReadAllText(f).Contains("InternalsVisibleTo", StringComparison.Ordinal) && File.ReadAllText(f).Contains("EcramSim", StringComparison.Ordinal));

    [Fact]
    public void No_public_type_of_ours_is_ambiguous_with_a_type_that_using_static_torch_imports()
    {
        var list = Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "api", "torchsharp-public-api.txt");
        var taken = File.ReadLines(list)
            .Select(l => Regex.Match(l, @"^(?:TorchSharp\.)?(?:torch|Modules)\.([A-Za-z_0-9]+)(?:<[^>]*>)? : \["))
            .Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(taken.Count > 100, $"only {taken.Count} type names were found in the list: its form has changed");
        var ours = CodeOf("").SelectMany(f => Regex.Matches(File.ReadAllText(f),
                @"^public (?:static |sealed |abstract |partial |readonly |unsafe )*(?:class|record struct|record|struct|enum|interface) ([A-Za-z_0-9]+)", RegexOptions.Multiline))
            .Select(m => m.Groups[1].Value);
        Assert.DoesNotContain(ours, taken.Contains);
    }

    [Fact]
    public void Folders_hold_no_helpers_and_no_managers() =>
        Assert.DoesNotContain(CodeOf("").Select(f => Path.GetFileNameWithoutExtension(f)), n => Regex.IsMatch(n, "(Utils?|Helpers?|Manager|Base)$"));

    private static IEnumerable<string> CodeOf(string floor) =>
        Directory.EnumerateFiles(Path.Combine(Source, floor), "*.cs", SearchOption.AllDirectories)
            .Where(f => f.Contains($"{Path.DirectorySeparatorChar}EcramSim.", StringComparison.Ordinal) && !InBuildFolder(f));

    private static bool InBuildFolder(string file) =>
        file.Split('/', '\\').Any(p => p is "bin" or "obj");
}

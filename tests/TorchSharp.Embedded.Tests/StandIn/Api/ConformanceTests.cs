namespace TorchSharp.Embedded.Tests;

/// <summary>
/// The embedded subset against the package's public list, in three directions: nothing that is not there; every
/// abstract member of a type that is here; every overload, whose parameter types are here, of a name that is here.
/// </summary>
public sealed class ConformanceTests
{
    private static readonly ApiList List = new();
    private static readonly (Type Type, string Head)[] Types = [.. ApiLister.Types(typeof(torch).Assembly)];
    private static readonly ApiLine[] Own = [.. Types.SelectMany(t => ApiLister.Members(t.Type))];
    private static readonly HashSet<string> OwnTexts = [.. Own.Select(l => l.Text)];

    private static void Nothing(IEnumerable<string> wrong, string rule)
    {
        var list = wrong.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, $"{list.Count} lines break the rule '{rule}':\n{string.Join("\n", list.Take(40))}");
    }

    [Fact]
    public void The_list_was_read()
    {
        Assert.True(List.Heads.Count > 400 && List.Members.Count > 4500, $"{List.Heads.Count} types, {List.Members.Count} members");
        Assert.Equal(List.Texts.Count, List.Members.Count);
        Assert.True(Own.Length > 1000, $"{Own.Length} own members");
    }

    [Fact]
    public void Every_type_is_one_of_the_package_and_of_the_same_kind() =>
        Nothing(Types.Where(t => !List.Heads.TryGetValue(ApiText.Name(t.Type), out var head) || head != t.Head).Select(t => t.Head), "listed type");

    [Fact]
    public void Bases_are_among_the_listed_ones()
    {
        var wrong = from t in Types
                    where t.Type is { IsEnum: false, BaseType: { } } && t.Type.BaseType != typeof(object) && t.Type.BaseType != typeof(ValueType)
                    let head = File.ReadLines(ListFile).First(l => l.StartsWith(t.Head, StringComparison.Ordinal))
                    where !head.Contains(ApiText.Name(t.Type.BaseType!), StringComparison.Ordinal)
                    select $"{ApiText.Name(t.Type)} extends {ApiText.Name(t.Type.BaseType!)}";
        Nothing(wrong, "listed base");
    }

    [Fact]
    public void Type_parameters_are_constrained_as_listed()
    {
        var lines = File.ReadAllLines(ListFile);
        var wrong = from t in Types
                    where t.Type.IsGenericTypeDefinition
                    let line = lines.First(l => l.StartsWith(t.Head, StringComparison.Ordinal))
                    let listed = line.IndexOf(" where ", StringComparison.Ordinal) is var at && at >= 0 ? line[at..] : ""
                    let own = ApiText.Constraints(t.Type.GetGenericArguments())
                    where own != listed
                    select $"{t.Head} has '{own}', listed is '{listed}'";
        Nothing(wrong, "listed constraints");
    }

    private static string ListFile => Path.Combine(EcramSim.Tests.Reference.ReferenceData.RepositoryRoot, "tests", "Reference", "data", "api", "torchsharp-public-api.txt");

    [Fact]
    public void Every_public_or_protected_member_is_listed() =>
        Nothing(Own.Where(l => !List.Texts.Contains(l.Text) && !(l.Text.Contains("override]", StringComparison.Ordinal) && ListedOnABase(l))).Select(l => l.Text), "listed member");

    /// <summary>An override may be absent from the list when its member is listed on a base type.</summary>
    private static bool ListedOnABase(ApiLine line)
    {
        var type = Types.First(t => ApiText.Name(t.Type) == line.Type).Type;
        for (var b = type.BaseType; b != null; b = b.BaseType)
        {
            var name = ApiText.Name(b.IsGenericType ? b.GetGenericTypeDefinition() : b);
            if (List.Members.Any(m => m.Type == name && m.Member == line.Member)) return true;
        }
        return false;
    }

    [Fact]
    public void Every_abstract_member_of_a_present_type_is_present()
    {
        var present = Types.Select(t => ApiText.Name(t.Type)).ToHashSet();
        Nothing(List.Members.Where(m => present.Contains(m.Type) && m.Text.EndsWith(']') && m.Text[m.Text.LastIndexOf('[')..].Contains("abstract", StringComparison.Ordinal) && !OwnTexts.Contains(m.Text)).Select(m => m.Text), "abstract member");
    }

    [Fact]
    public void Every_overload_with_present_parameter_types_is_present()
    {
        var keys = Types.Select(t => ApiList.Key(ApiText.Name(t.Type))).ToHashSet();
        var names = Own.Select(l => (l.Type, l.Member)).ToHashSet();
        var missing = from m in List.Members
                      where names.Contains((m.Type, m.Member)) && !OwnTexts.Contains(m.Text)
                      where !m.Text[Math.Max(0, m.Text.LastIndexOf('['))..].Contains("override", StringComparison.Ordinal)
                      where ApiList.TypesIn(ApiList.ParametersOf(m)).All(keys.Contains)
                      select m.Text;
        Nothing(missing, "overload");
    }

    [Fact]
    public void Types_without_a_listed_constructor_cannot_be_made_from_outside()
    {
        var constructed = List.Members.Where(m => m.Member == "ctor").Select(m => m.Type).ToHashSet();
        Nothing(Own.Where(l => l.Member == "ctor" && !constructed.Contains(l.Type)).Select(l => l.Text), "constructor");
    }
}

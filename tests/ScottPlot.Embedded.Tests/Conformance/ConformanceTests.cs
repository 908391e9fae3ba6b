using System.Reflection;

namespace ScottPlot.Tests.Conformance;

/// <summary>Whoever compiles against the stand-in compiles against ScottPlot 5.1.60, and means the same overloads.</summary>
public class ConformanceTests
{
    private static readonly ApiList List = ApiList.Read();

    [Fact]
    public void The_list_was_read()
    {
        Assert.True(List.Kinds.Count > 500, $"{List.Kinds.Count} types");
        var plot = List.Members["ScottPlot.Plot"].ToList();
        Assert.Contains(plot, m => m.Signature == "string GetSvgXml(int width, int height)" && m.Name == "GetSvgXml");
        Assert.Contains(plot, m => m.Signature == "void Title(string text = null, float? size = null)" && m.Name == "Title");
        Assert.Contains(plot, m => m.Name == "Plot" && m.Signature == "Plot()");
        Assert.Contains(plot, m => m.Name == "Axes" && m.ParameterTypes.Count == 0);
        Assert.Contains(List.Members["ScottPlot.AxisLimits"], m => m.Name == "operator ==" && m.ParameterTypes is ["ScottPlot.AxisLimits"]);
    }

    [Fact]
    public void Every_public_type_and_member_is_ScottPlots()
    {
        var wrong = new List<string>();
        foreach (var type in Reflected.Types)
        {
            string name = Reflected.NameOf(type);
            if (!List.Kinds.TryGetValue(name, out string? kind)) { wrong.Add($"{name}: no such type"); continue; }
            if (kind != Reflected.KindOf(type)) wrong.Add($"{name}: is {Reflected.KindOf(type)}, should be {kind}");
            var listed = List.Members[name].Select(m => m.Signature).ToHashSet();
            foreach (var (member, signature, info) in Reflected.MembersOf(type))
                if (!listed.Contains(signature) && !IsSuppliedConstructor(name, type, info) && !IsListedOnBase(type, signature))
                    wrong.Add($"{name} :: {signature}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Bases_and_interfaces_are_ScottPlots()
    {
        var wrong = new List<string>();
        foreach (var type in Reflected.Types.Where(t => !t.IsEnum))
        {
            var listed = AllBases(Reflected.NameOf(type));
            foreach (var b in type.GetInterfaces().Append(type.BaseType).Where(b => b is not null && b.Namespace!.StartsWith("ScottPlot", StringComparison.Ordinal)))
                if (!listed.Contains(Reflected.NameOf(b!))) wrong.Add($"{Reflected.NameOf(type)} : {Reflected.NameOf(b!)}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Otherwise a class written against the stand-in could lack a member that the package requires.</summary>
    [Fact]
    public void Types_open_for_implementation_have_every_abstract_member()
    {
        var wrong = new List<string>();
        foreach (var type in Reflected.Types.Where(t => (t.IsInterface || t.IsAbstract) && !Reflected.IsClosed(t)))
        {
            var have = Reflected.MembersOf(type).Select(m => m.Signature).ToHashSet();
            foreach (var m in List.Members[Reflected.NameOf(type)].Where(m => type.IsInterface || m.IsAbstract))
                if (!have.Contains(m.Signature)) wrong.Add($"{m.Type} :: {m.Signature}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Otherwise a call could choose another overload with the package.</summary>
    [Fact]
    public void Members_have_all_overloads_whose_parameter_types_are_here()
    {
        var present = Reflected.Types.Select(Reflected.NameOf).ToHashSet();
        var wrong = new List<string>();
        foreach (var type in Reflected.Types)
        {
            var have = Reflected.MembersOf(type).ToList();
            var names = have.Select(m => m.Name).ToHashSet();
            var signatures = have.Select(m => m.Signature).ToHashSet();
            foreach (var m in List.Members[Reflected.NameOf(type)])
                if (names.Contains(m.Name) && m.ParameterTypes.All(present.Contains) && !signatures.Contains(m.Signature))
                    wrong.Add($"{m.Type} :: {m.Signature}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Otherwise a class, an override or an assignment would compile here and not against the package, or warn there.</summary>
    [Fact]
    public void Nothing_is_freer_here_than_in_the_package()
    {
        var wrong = new List<string>();
        foreach (var type in Reflected.Types)
        {
            string name = Reflected.NameOf(type);
            var listed = List.Members[name].Concat(AllBases(name).SelectMany(b => List.Members[b])).ToLookup(m => m.Signature);
            foreach (var (member, signature, info) in Reflected.MembersOf(type))
            {
                if (listed[signature].FirstOrDefault() is not { } there) continue;
                if (there.Is("obsolete")) wrong.Add($"{name} :: {signature}: obsolete");
                if (info is FieldInfo { IsInitOnly: false, IsLiteral: false } && there.Is("readonly")) wrong.Add($"{name} :: {signature}: can be assigned");
                var method = info as MethodInfo ?? (info as PropertyInfo)?.GetMethod;
                if (!type.IsInterface && !Reflected.IsClosed(type) && method is { IsVirtual: true, IsFinal: false } && !there.Is("virtual") && !there.Is("abstract") && !there.Is("override"))
                    wrong.Add($"{name} :: {signature}: can be overridden");
            }
            // A class of one's own implements all that the package's interface inherits.
            if (type.IsInterface && !Reflected.IsClosed(type))
                wrong.AddRange(List.Bases[name].Where(b => b.StartsWith("ScottPlot.", StringComparison.Ordinal) && !Reflected.Types.Any(t => Reflected.NameOf(t) == b && t.IsAssignableFrom(type))).Select(b => $"{name} : {b} is missing"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // The test sees what it is meant to see.
        Assert.Contains(List.Members["ScottPlot.Plottables.Arrow"], m => m.Name == "LineStyle" && m.Is("obsolete"));
        Assert.Contains(List.Members["ScottPlot.Color"], m => m.Name == "Red" && m.Is("readonly"));
        Assert.Contains(List.Members["ScottPlot.Legend"], m => m.Name == "GetItems" && m.Is("virtual"));
    }

    [Fact]
    public void Nothing_that_makes_pixels_is_here() =>
        Assert.DoesNotContain(typeof(Plot).GetMethods(), m => m.Name is "Save" or "SavePng" or "SaveJpeg" or "SaveBmp" or "SaveWebp" or "GetImage" or "GetImageBytes");

    [Fact]
    public void No_other_assembly_sees_what_is_internal() =>
        Assert.Empty(typeof(Plot).Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>());

    /// <summary>The list leaves out the parameterless constructor that the compiler supplies where a type declares none.</summary>
    private static bool IsSuppliedConstructor(string name, Type type, MemberInfo member) =>
        member is ConstructorInfo c && c.GetParameters().Length == 0 && !List.Members[name].Any(m => m.Name == type.Name);

    private static bool IsListedOnBase(Type type, string signature) =>
        AllBases(Reflected.NameOf(type)).Any(b => List.Members[b].Any(m => m.Signature == signature));

    private static HashSet<string> AllBases(string name)
    {
        var all = new HashSet<string>();
        void Add(string t)
        {
            if (!List.Bases.TryGetValue(t, out string[]? bases)) return;
            foreach (string b in bases) if (all.Add(b)) Add(b);
        }
        Add(name);
        return all;
    }
}

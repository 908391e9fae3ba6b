using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.Embedded.Tests;

/// <summary>One line of the list: the type it belongs to, the member's plain name, the whole text.</summary>
internal sealed record ApiLine(string Type, string Member, string Text);

/// <summary>The public and protected members of an assembly, as lines of the public list.</summary>
internal static class ApiLister
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<(Type Type, string Head)> Types(Assembly assembly) =>
        assembly.GetTypes().Where(ApiText.IsPublic).Select(t => (t, $"{ApiText.Name(t)} : [{Kind(t)}]"));

    private static string Kind(Type t) =>
        t.IsEnum ? "enum" : t.IsInterface ? "interface" : typeof(Delegate).IsAssignableFrom(t) ? "delegate" : t.IsValueType ? "struct" :
        t is { IsAbstract: true, IsSealed: true } ? "static class" : t.IsAbstract ? "abstract class" : t.IsSealed ? "sealed class" : "class";

    internal static IEnumerable<ApiLine> Members(Type t)
    {
        var owner = ApiText.Name(t);
        ApiLine Line(string member, string rest) => new(owner, member, $"{owner}.{rest}");
        if (t.IsEnum)
        {
            foreach (var f in t.GetFields(BindingFlags.Public | BindingFlags.Static)) yield return Line(f.Name, $"{f.Name} = {f.GetRawConstantValue()}");
            yield break;
        }
        foreach (var c in t.GetConstructors(Declared))
            if (ApiText.IsOpen(c) && !c.IsStatic) yield return Line("ctor", $"ctor({ApiText.Parameters(c)}){Modifiers(c)}");
        foreach (var m in t.GetMethods(Declared))
        {
            if (!ApiText.IsOpen(m) || IsAccessor(t, m)) continue;
            var generics = m.IsGenericMethodDefinition ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";
            var receiver = m.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
            var constraints = m.IsGenericMethodDefinition ? ApiText.Constraints(m.GetGenericArguments()) : "";
            var obsolete = m.IsDefined(typeof(ObsoleteAttribute), false) ? " [obsolete]" : "";
            yield return Line(m.Name, $"{m.Name}{generics}({receiver}{ApiText.Parameters(m)}) -> {ApiText.Name(m.ReturnType)}{ApiText.Tuple(m.ReturnParameter)}{Modifiers(m)}{constraints}{obsolete}");
        }
        foreach (var p in t.GetProperties(Declared))
        {
            var (get, set) = (p.GetMethod, p.SetMethod);
            bool canGet = get != null && ApiText.IsOpen(get), canSet = set != null && ApiText.IsOpen(set);
            if (!canGet && !canSet) continue;
            var indices = p.GetIndexParameters();
            var label = indices.Length > 0 ? $"this[{string.Join(", ", indices.Select(ApiText.Parameter))}]" : p.Name;
            var access = (canGet ? get!.IsPublic ? "get; " : "protected get; " : "") + (canSet ? set!.IsPublic ? "set; " : "protected set; " : "");
            yield return Line(indices.Length > 0 ? "this" : p.Name, $"{label} {{ {access}}} -> {ApiText.Name(p.PropertyType)}{ApiText.Tuple(p)}{Modifiers(canGet ? get! : set!)}");
        }
        foreach (var f in t.GetFields(Declared))
        {
            if (!(f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly)) continue;
            var kind = f.IsLiteral ? $" const = {ApiText.Value(f.GetRawConstantValue(), f.FieldType)}" : f.IsStatic ? " static" : "";
            yield return Line(f.Name, $"{f.Name} -> {ApiText.Name(f.FieldType)}{kind}{(f.IsInitOnly ? " readonly" : "")} [field]{(f.IsPublic ? "" : " protected")}");
        }
    }

    private static bool IsAccessor(Type t, MethodInfo m) =>
        m.IsSpecialName && (m.Name.StartsWith("get_", StringComparison.Ordinal) || m.Name.StartsWith("set_", StringComparison.Ordinal))
        && t.GetProperties(Declared).Any(p => p.GetMethod == m || p.SetMethod == m);

    private static string Modifiers(MethodBase m)
    {
        var list = new List<string>();
        if (m.IsFamily || m.IsFamilyOrAssembly) list.Add("protected");
        if (m.IsStatic) list.Add("static");
        else if (m is MethodInfo method)
        {
            if (method.IsAbstract) list.Add("abstract");
            else if (method is { IsVirtual: true, IsFinal: false }) list.Add(method.GetBaseDefinition() != method ? "override" : "virtual");
        }
        return list.Count > 0 ? $" [{string.Join(" ", list)}]" : "";
    }
}

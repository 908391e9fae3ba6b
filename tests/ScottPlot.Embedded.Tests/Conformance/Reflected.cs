using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ScottPlot.Tests.Conformance;

/// <summary>Writes the public members of the stand-in in the form of the list, without the modifiers that callers do not see.</summary>
internal static class Reflected
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static Type[] Types { get; } = [.. typeof(Plot).Assembly.GetTypes().Where(t => t.IsVisible).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    internal static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    internal static string KindOf(Type t) =>
        t.IsEnum ? "enum" : t.IsInterface ? "interface" : t.IsValueType ? "struct"
        : (t is { IsAbstract: true, IsSealed: true } ? "static " : t.IsAbstract ? "abstract " : t.IsSealed ? "sealed " : "") + "class";

    internal static IEnumerable<(string Name, string Signature, MemberInfo Member)> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            foreach (string name in Enum.GetNames(type))
                yield return (name, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}", type);
            yield break;
        }
        foreach (var f in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
            yield return (f.Name, $"{(f.IsStatic ? "static " : "")}{Text(f.FieldType, f)} {f.Name}", f);
        foreach (var p in type.GetProperties(Declared))
        {
            bool get = Seen(p.GetMethod), set = Seen(p.SetMethod);
            if (!get && !set) continue;
            string isStatic = (p.GetMethod ?? p.SetMethod)!.IsStatic ? "static " : "";
            yield return (p.Name, $"{isStatic}{Text(p.PropertyType, p)} {p.Name} {{ {(get ? "get; " : "")}{(set ? "set; " : "")}}}", p);
        }
        foreach (var c in type.GetConstructors(Declared).Where(c => Seen(c) && !c.IsStatic))
            yield return (type.Name, $"{type.Name}({Parameters(c)})", c);
        foreach (var m in type.GetMethods(Declared).Where(m => Seen(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))))
        {
            string name = m.Name switch
            {
                "op_Equality" => "operator ==", "op_Inequality" => "operator !=", "op_Addition" => "operator +", "op_Subtraction" => "operator -", _ => m.Name,
            };
            string generic = m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";
            string where = string.Concat(m.GetGenericArguments().Where(a => a.GetGenericParameterConstraints().Length > 0)
                .Select(a => $" where {a.Name} : {string.Join(", ", a.GetGenericParameterConstraints().Select(c => Text(c)))}"));
            yield return (name, $"{(m.IsStatic ? "static " : "")}{Text(m.ReturnType, m.ReturnParameter)} {name}{generic}({Parameters(m)}){where}", m);
        }
    }

    /// <summary>Whether code outside cannot implement or extend the type, so that members it lacks are not missed.</summary>
    internal static bool IsClosed(Type type) => type.IsInterface
        ? type.GetMethods(Declared).Any(m => m is { IsAbstract: true, IsPublic: false }) || type.GetInterfaces().Any(IsClosed)
        : type.GetConstructors(Declared).All(c => !Seen(c));

    private static bool Seen(MethodBase? m) => m is not null && (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly);

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p =>
        $"{(p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Text(p.ParameterType, p)} {p.Name}{(p.HasDefaultValue ? " = " + Default(p) : "")}"));

    private static string Default(ParameterInfo p)
    {
        var type = p.ParameterType;
        return p.DefaultValue switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? $"default({Text(type)})" : "null",
            bool b => b ? "true" : "false",
            string s => $"\"{s}\"",
            _ when type.IsEnum => Enum.GetName(type, p.DefaultValue!)!,
            var v => Convert.ToString(v, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Text(Type type, ICustomAttributeProvider? carrier = null)
    {
        var names = carrier?.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>().FirstOrDefault();
        return Text(type, new Queue<string?>(names?.TransformNames ?? []));
    }

    private static string Text(Type type, Queue<string?> tupleNames)
    {
        if (type.IsArray) return Text(type.GetElementType()!, tupleNames) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Text(inner, tupleNames) + "?";
        if (type.IsGenericParameter) return type.Name;
        if (Keyword(type) is { } word) return word;
        string name = (type.Namespace is { Length: > 0 } n ? n + "." : "") + (type.IsNested ? type.DeclaringType!.Name + "." : "") + type.Name.Split('`')[0];
        if (!type.IsGenericType) return name;
        var arguments = type.GetGenericArguments();
        if (!name.StartsWith("System.ValueTuple", StringComparison.Ordinal)) return $"{name}<{string.Join(", ", arguments.Select(a => Text(a, tupleNames)))}>";
        var labels = arguments.Select(_ => tupleNames.Count > 0 ? tupleNames.Dequeue() : null).ToArray();
        return "(" + string.Join(", ", arguments.Select((a, i) => Text(a, tupleNames) + (labels[i] is { } l ? " " + l : ""))) + ")";
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool", TypeCode.Byte => "byte", TypeCode.Char => "char", TypeCode.Double => "double", TypeCode.Int32 => "int",
        TypeCode.Int64 => "long", TypeCode.Single => "float", TypeCode.String => "string", TypeCode.UInt32 => "uint", _ => type == typeof(void) ? "void" : type == typeof(object) ? "object" : null,
    };
}

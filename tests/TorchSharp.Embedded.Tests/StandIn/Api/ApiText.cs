using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Embedded.Tests;

/// <summary>Types, parameters and constraints in the notation of the public list.</summary>
internal static class ApiText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(short)] = "short",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(bool)] = "bool", [typeof(float)] = "float",
        [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong", [typeof(ushort)] = "ushort", [typeof(char)] = "char", [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint",
    };

    internal static bool IsPublic(Type type)
    {
        for (var t = type; t != null; t = t.DeclaringType)
            if (t.IsNested ? !(t.IsNestedPublic || t.IsNestedFamily || t.IsNestedFamORAssem) : !t.IsPublic) return false;
        return true;
    }

    internal static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    internal static string Name(Type t)
    {
        if (t.IsByRef) return "ref " + Name(t.GetElementType()!);
        if (t.IsPointer) return Name(t.GetElementType()!) + "*";
        if (t.IsArray) return Name(t.GetElementType()!) + "[" + new string(',', t.GetArrayRank() - 1) + "]";
        if (t.IsGenericParameter) return t.Name;
        if (Nullable.GetUnderlyingType(t) is { } inner) return Name(inner) + "?";
        if (Keywords.TryGetValue(t, out var keyword)) return keyword;
        if (t is { IsGenericType: true, IsGenericTypeDefinition: false } && t.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return "(" + string.Join(", ", t.GetGenericArguments().Select(Name)) + ")";
        var chain = new List<Type>();
        for (var d = t; d != null; d = d.DeclaringType) chain.Insert(0, d);
        var arguments = t.GetGenericArguments();
        var used = 0;
        var parts = new List<string>();
        foreach (var d in chain)
        {
            var tick = d.Name.IndexOf('`');
            var own = tick < 0 ? 0 : int.Parse(d.Name[(tick + 1)..], CultureInfo.InvariantCulture);
            var label = tick < 0 ? d.Name : d.Name[..tick];
            parts.Add(own == 0 ? label : $"{label}<{string.Join(", ", arguments.Skip(used).Take(own).Select(Name))}>");
            used += own;
        }
        var full = string.Join(".", parts);
        return t.Namespace == null || t.Namespace.StartsWith("System", StringComparison.Ordinal) ? full : $"{t.Namespace}.{full}";
    }

    internal static string Tuple(ICustomAttributeProvider place) =>
        place.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).FirstOrDefault() is TupleElementNamesAttribute names
            ? $" /*tuple: {string.Join(",", names.TransformNames.Select(n => n ?? "_"))}*/" : "";

    internal static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    internal static string Parameter(ParameterInfo p)
    {
        var text = new StringBuilder();
        if (p.IsDefined(typeof(ParamArrayAttribute), false)) text.Append("params ");
        var type = p.ParameterType;
        if (type.IsByRef)
        {
            text.Append(p.IsOut ? "out " : p.IsIn ? "in " : "ref ");
            type = type.GetElementType()!;
        }
        text.Append(Name(type)).Append(Tuple(p)).Append(' ').Append(p.Name);
        if (p.HasDefaultValue) text.Append(" = ").Append(Value(p.RawDefaultValue, type));
        return text.ToString();
    }

    internal static string Value(object? value, Type type)
    {
        if (value == null) return type.IsValueType && Nullable.GetUnderlyingType(type) == null ? "default" : "null";
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return $"{Name(plain)}.{Enum.ToObject(plain, value)}";
        return value switch
        {
            string s => $"\"{s}\"",
            bool b => b ? "true" : "false",
            char c => $"'{c}'",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            double d => d.ToString("R", CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    internal static string Constraints(Type[] arguments)
    {
        var text = new StringBuilder();
        foreach (var a in arguments)
        {
            var list = new List<string>();
            var flags = a.GenericParameterAttributes;
            if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) list.Add("class");
            if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) list.Add("struct");
            list.AddRange(a.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Name));
            if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) list.Add("new()");
            if (list.Count > 0) text.Append($" where {a.Name} : {string.Join(", ", list)}");
        }
        return text.ToString();
    }
}

using System.Collections;
using System.Globalization;
using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// Exchanges modules inside a model, wherever they are: a Sequential is made anew around its children (the package lets nobody exchange one), every other
/// module keeps its place and gets new children, in its fields, lists and registrations. A module that stands in several places is exchanged by one.
/// </summary>
/// <param name="exchange">The module that takes the place of another, by its name in state dictionaries ("" for the model itself); null: it stays, and its children are looked at.</param>
internal sealed class ModuleExchange(Func<nn.Module, string, nn.Module?> exchange)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly Dictionary<nn.Module, nn.Module> _done = new(ReferenceEqualityComparer.Instance);

    /// <summary>The model after the exchange: another module, a Sequential made anew, or itself.</summary>
    internal nn.Module In(nn.Module module, string name)
    {
        if (_done.TryGetValue(module, out var known)) return known;
        return _done[module] = exchange(module, name) ?? Inside(module, name);
    }

    private nn.Module Inside(nn.Module module, string name)
    {
        var children = module.named_children().ToList();
        var after = children.Select(c => (c.name, module: In(c.module, name.Length == 0 ? c.name : $"{name}.{c.name}"))).ToList();
        if (module.GetType() == typeof(Sequential))
        {
            var made = nn.Sequential(after.Select(c => (c.name, (nn.Module<Tensor, Tensor>)c.module)).ToArray());
            made.train(module.training);
            return made;
        }
        if (children.Zip(after).All(p => ReferenceEquals(p.First.module, p.Second.module))) return module;
        for (var k = 0; k < children.Count; k++)
            if (!ReferenceEquals(children[k].module, after[k].module)) Hold(module, name, children[k].name, children[k].module, after[k].module);
        // All of them again, so that their order stays.
        foreach (var (child, _) in children) module.register_module(child, null!);
        foreach (var (child, made) in after) module.register_module(child, made);
        return module;
    }

    private static void Hold(nn.Module parent, string name, string child, nn.Module before, nn.Module after)
    {
        var where = $"module '{(name.Length == 0 ? parent.GetName() : name)}' ({parent.GetType().Name})";
        var held = false;
        if (parent.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ModuleList<>))
        {
            var element = type.GetGenericArguments()[0];
            if (!element.IsInstanceOfType(after)) throw Misfit(where, $"its list holds {element.Name}", child, after);
            type.GetProperty("Item")!.SetValue(parent, after, [int.Parse(child, CultureInfo.InvariantCulture)]);
            held = true;
        }
        else
            for (var at = parent.GetType(); at is not null && at != typeof(nn.Module); at = at.BaseType)
                foreach (var field in at.GetFields(Own))
                    switch (field.GetValue(parent))
                    {
                        case nn.Module m when ReferenceEquals(m, before):
                            if (!field.FieldType.IsInstanceOfType(after)) throw Misfit(where, $"its field '{field.Name}' is declared {field.FieldType.Name}", child, after);
                            field.SetValue(parent, after);
                            held = true;
                            break;
                        case IList { IsReadOnly: false } list when IndexOf(list, before) is >= 0 and var index:
                            var element = list.GetType().IsArray ? list.GetType().GetElementType()! : list.GetType().GetGenericArguments().FirstOrDefault() ?? typeof(object);
                            if (!element.IsInstanceOfType(after)) throw Misfit(where, $"its field '{field.Name}' holds {element.Name}", child, after);
                            list[index] = after;
                            held = true;
                            break;
                    }
        if (!held) throw new ArgumentException($"{where} registers '{child}', but no field, array or list of it holds that module, so its forward would go on using the old one; exchange it yourself, or exclude it by name", nameof(parent));
    }

    private static int IndexOf(IList list, nn.Module module)
    {
        for (var i = 0; i < list.Count; i++) if (ReferenceEquals(list[i], module)) return i;
        return -1;
    }

    private static ArgumentException Misfit(string where, string what, string child, nn.Module after)
    {
        var wanted = after.GetType();
        while (wanted is { Namespace: not "TorchSharp" }) wanted = wanted.BaseType!;
        return new ArgumentException($"{where}: {what}, which cannot hold the {after.GetType().Name} of '{child}'; declare it nn.Module<{string.Join(", ", wanted.GetGenericArguments().Select(Written))}>", nameof(after));
    }

    private static string Written(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Written(inner) + "?"
        : !type.IsGenericType ? type.Name
        : type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) ? $"({string.Join(", ", type.GetGenericArguments().Select(Written))})"
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Written))}>";
}

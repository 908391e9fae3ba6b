using System.Reflection;

namespace EcramSim.Insertion.Models;

/// <summary>
/// All laws of one family (all types that implement <typeparamref name="TLaw"/> and carry a <see cref="ModelNameAttribute"/>),
/// found once by reflection, so that a new law is one new file. Selected in a model file by <c>"law": "name"</c>.
/// </summary>
public static class Catalogue<TLaw> where TLaw : class
{
    private static readonly Lazy<SortedDictionary<string, Type>> Types = new(Find);

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Types.Value.Keys;

    /// <summary>The types by name.</summary>
    public static IReadOnlyDictionary<string, Type> All => Types.Value;

    /// <summary>Reads the law that <paramref name="node"/> selects by its key "law".</summary>
    /// <exception cref="InputException">Unknown law, or a parameter of it that is wrong.</exception>
    public static TLaw Read(ModelNode node)
    {
        var type = Types.Value[node.Choice("law", Types.Value.Keys)];
        var read = type.GetMethod("Read", BindingFlags.Public | BindingFlags.Static, [typeof(ModelNode)])
            ?? throw new InvalidOperationException($"{type} carries a model name but has no public static Read(ModelNode)");
        try
        {
            return (TLaw)read.Invoke(null, [node])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static SortedDictionary<string, Type> Find()
    {
        var result = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name!.StartsWith("EcramSim", StringComparison.Ordinal)))
            foreach (var type in assembly.GetTypes())
                if (typeof(TLaw).IsAssignableFrom(type) && type.GetCustomAttribute<ModelNameAttribute>() is { } name)
                    result.Add(name.Name, type);
        return result;
    }
}

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

    /// <summary>
    /// The examples of every law (its public static property <c>Examples</c>), with its name: what the contract tests of the family and
    /// the benchmark run on, so that a new law is covered without a line elsewhere.
    /// </summary>
    /// <exception cref="InvalidOperationException">A law without examples.</exception>
    public static IReadOnlyList<(string Name, TLaw Law)> Examples =>
        [.. Types.Value.SelectMany(entry => ExamplesOf(entry.Value).Select(law => (entry.Key, law)))];

    private static TLaw[] ExamplesOf(Type type)
    {
        var examples = type.GetProperty("Examples", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IEnumerable<TLaw>;
        return examples?.ToArray() is { Length: > 0 } some ? some
            : throw new InvalidOperationException($"{type} carries a model name but has no public static Examples");
    }

    /// <summary>Reads the law that <paramref name="node"/> selects by its key "law".</summary>
    /// <exception cref="InputException">Unknown law, or a parameter of it that is wrong.</exception>
    public static TLaw Read(ModelNode node) => Read(node, "law");

    /// <summary>Reads the law that <paramref name="node"/> selects by its key <paramref name="key"/>.</summary>
    /// <exception cref="InputException">Unknown law, or a parameter of it that is wrong.</exception>
    public static TLaw Read(ModelNode node, string key)
    {
        var type = Types.Value[node.Choice(key, Types.Value.Keys)];
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

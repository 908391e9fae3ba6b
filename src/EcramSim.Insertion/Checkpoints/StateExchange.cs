using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Checkpoints;

/// <summary>One walk through a state (<see cref="IStateful"/>): either it takes every value, or it puts back what another walk took. Values are named; names nest.</summary>
public sealed class StateExchange
{
    // Whatever number a state holds comes back as it was.
    private static readonly JsonSerializerOptions Exact = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Dictionary<string, StatePart> _taken = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, StatePart>? _stored;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _origin;
    private string _path = "";

    private StateExchange(IReadOnlyDictionary<string, StatePart>? stored, string origin) => (_stored, _origin) = (stored, origin);

    /// <summary>Whether values are put back; what was derived from those before must then be made anew.</summary>
    public bool IsRestoring => _stored is not null;

    /// <summary>The state of <paramref name="root"/> as it is now; it does not change when the object goes on.</summary>
    public static IReadOnlyDictionary<string, StatePart> Save(IStateful root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var exchange = new StateExchange(null, "");
        root.Exchange(exchange);
        return exchange._taken;
    }

    /// <summary>Puts a state back into an object that was made as the saved one was made.</summary>
    /// <param name="root">The object.</param>
    /// <param name="stored">The state.</param>
    /// <param name="origin">Where the state comes from, for messages: a file.</param>
    /// <exception cref="InputException">The state belongs to something else: a part is missing, of another size or type, or one too many.</exception>
    public static void Restore(IStateful root, IReadOnlyDictionary<string, StatePart> stored, string origin)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(stored);
        var exchange = new StateExchange(stored, origin);
        root.Exchange(exchange);
        foreach (var name in stored.Keys)
            if (!exchange._asked.Contains(name)) throw new InputException($"{origin}: part '{name}' belongs to nothing in this run: the checkpoint is of another run");
    }

    /// <summary>The state of a part, its names under <paramref name="name"/>; nothing for null.</summary>
    public void Part(string name, IStateful? part)
    {
        if (part is null) return;
        var outer = _path;
        _path = Full(name) + "/";
        part.Exchange(this);
        _path = outer;
    }

    /// <summary>One value without references: a number, a Boolean, a struct of those.</summary>
    public void Value<T>(string name, ref T value) where T : unmanaged => Values(name, new Span<T>(ref value));

    /// <summary>Values whose number follows from the construction.</summary>
    public void Values<T>(string name, Span<T> values) where T : unmanaged
    {
        if (Exchanged(name, typeof(T).Name, values.Length, MemoryMarshal.AsBytes(values)) is not { } stored) return;
        if (stored.Count != values.Length || stored.Bytes.Length != MemoryMarshal.AsBytes(values).Length)
            throw new InputException($"{_origin}: part '{Full(name)}': {stored.Count} values, where this run has {values.Length}: the checkpoint is of another run");
        stored.Bytes.CopyTo(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Values whose number changes while the object works.</summary>
    public void Growing<T>(string name, ref T[] values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Exchanged(name, typeof(T).Name, values.Length, MemoryMarshal.AsBytes(values.AsSpan())) is { } stored)
            values = MemoryMarshal.Cast<byte, T>(stored.Bytes).ToArray();
    }

    /// <summary>A value that System.Text.Json writes and reads back: records, lists of them, texts, null.</summary>
    public void Record<T>(string name, ref T value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, Exact);
        if (Exchanged(name, "Json", bytes.Length, bytes) is not { } stored) return;
        try
        {
            value = JsonSerializer.Deserialize<T>(stored.Bytes, Exact)!;
        }
        catch (JsonException e)
        {
            throw new InputException($"{_origin}: part '{Full(name)}': {e.Message}", e);
        }
    }

    private string Full(string name) => _path + name;

    // Takes the bytes, or gives those that were stored.
    private StatePart? Exchanged(string name, string type, int count, ReadOnlySpan<byte> bytes)
    {
        var full = Full(name);
        if (_stored is null)
        {
            if (!_taken.TryAdd(full, new StatePart(type, count, bytes.ToArray()))) throw new InvalidOperationException($"state '{full}' is named twice");
            return null;
        }
        if (!_stored.TryGetValue(full, out var stored)) throw new InputException($"{_origin}: part '{full}' is missing: the checkpoint is of another run");
        if (stored.Type != type) throw new InputException($"{_origin}: part '{full}' holds {stored.Type}, where this run has {type}: the checkpoint is of another run");
        if (!_asked.Add(full)) throw new InvalidOperationException($"state '{full}' is named twice");
        return stored;
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that remembers the order of insertion, seen as a list of pairs too.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)> where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> values_ = [];
    private readonly List<TKey> order = [];

    public TValue this[TKey key]
    {
        get => values_[key];
        set
        {
            if (!values_.ContainsKey(key)) order.Add(key);
            values_[key] = value;
        }
    }

    public (TKey, TValue) this[int index]
    {
        get => (order[index], values_[order[index]]);
        set
        {
            values_.Remove(order[index]);
            order[index] = value.Item1;
            values_[value.Item1] = value.Item2;
        }
    }

    public int Count => order.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => order.AsReadOnly();

    public ICollection<TValue> Values => order.ConvertAll(k => values_[k]);

    public IEnumerable<TKey> keys() => Keys;

    public IEnumerable<TValue> values() => Values;

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public void Add(TKey key, TValue value)
    {
        values_.Add(key, value);
        order.Add(key);
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Insert(int index, (TKey, TValue) item)
    {
        values_.Add(item.Item1, item.Item2);
        order.Insert(index, item.Item1);
    }

    public bool Remove(TKey key) => values_.Remove(key) && order.Remove(key);

    public bool Remove((TKey, TValue) item) => Remove(item.Item1);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove(item.Key);

    public void RemoveAt(int index) => Remove(order[index]);

    public void Clear()
    {
        values_.Clear();
        order.Clear();
    }

    public void clear() => Clear();

    public bool ContainsKey(TKey key) => values_.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => IndexOf(item) >= 0;

    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item) =>
        values_.TryGetValue(item.Item1, out var held) && EqualityComparer<TValue>.Default.Equals(held, item.Item2) ? order.IndexOf(item.Item1) : -1;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => values_.TryGetValue(key, out value);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex)
    {
        foreach (var key in order) array[arrayIndex++] = (key, values_[key]);
    }

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var key in order) array[arrayIndex++] = new(key, values_[key]);
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator()
    {
        foreach (var key in order) yield return (key, values_[key]);
    }

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator()
    {
        foreach (var key in order) yield return new(key, values_[key]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

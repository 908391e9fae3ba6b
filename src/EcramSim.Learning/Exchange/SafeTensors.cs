using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Exchange;

/// <summary>
/// Tensors by name in the safetensors form: a 64-bit little-endian length, so many bytes of JSON {"name": {"dtype", "shape", "data_offsets"}}, then the values, little-endian and
/// row by row. Models trained in PyTorch come in and analog-trained ones go out.
/// </summary>
public static class SafeTensors
{
    private const long LongestHeader = 100_000_000;

    /// <summary>Reads all tensors. F16 and BF16 become single precision, which holds both exactly.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">No such file, cut, not of this form, or of a type that is none of F64, F32, F16, BF16, I64, BOOL.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}");
        }
        return Read(path, bytes);
    }

    /// <summary>Reads all tensors of a file that is in memory already.</summary>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="InputException">As <see cref="Read(string)"/>.</exception>
    public static Dictionary<string, Tensor> Read(string path, byte[] bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length < 8) throw new InputException($"{path}: {bytes.Length} bytes are less than the length of a header, 8");
        var header = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (header > LongestHeader || (long)header > bytes.Length - 8) throw new InputException($"{path}: offset 0: a header of {header} bytes does not fit into a file of {bytes.Length}");
        var values = bytes.AsMemory(8 + (int)header);
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(bytes.AsMemory(8, (int)header));
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: the header is not JSON: {e.Message}");
        }
        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new InputException($"{path}: the header is not a JSON object");
            var tensors = new Dictionary<string, Tensor>();
            foreach (var entry in json.RootElement.EnumerateObject())
                if (entry.Name != "__metadata__" && !tensors.TryAdd(entry.Name, One(path, entry, values.Span))) throw new InputException($"{path}: tensor '{entry.Name}' is there twice");
            return tensors;
        }
    }

    /// <summary>Writes tensors of single or double precision, 64-bit integers or booleans; the file appears whole or not at all.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="tensors">Tensors by name.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var content = Bytes(tensors);
        var temporary = path + ".part";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The content of such a file; equal tensors give equal bytes.</summary>
    /// <param name="tensors">Tensors by name.</param>
    public static byte[] Bytes(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        // By name, so that equal models make equal files.
        var all = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (Name: t.Key, Shape: t.Value.shape, Type: NameOf(t.Key, t.Value.dtype), Bytes: BytesOf(t.Value))).ToArray();
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            long offset = 0;
            foreach (var (name, shape, type, bytes) in all)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                json.WriteStartArray("shape");
                foreach (var size in shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Values start at a multiple of eight bytes; blanks may end the header.
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        using var file = new MemoryStream();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        header.WriteTo(file);
        foreach (var (_, _, _, bytes) in all) file.Write(bytes);
        return file.ToArray();
    }

    private static Tensor One(string path, JsonProperty entry, ReadOnlySpan<byte> values)
    {
        InputException Wrong(string what) => new($"{path}: tensor '{entry.Name}': {what}");
        if (entry.Value.ValueKind != JsonValueKind.Object || !entry.Value.TryGetProperty("dtype", out var type) || !entry.Value.TryGetProperty("shape", out var shapes)
            || !entry.Value.TryGetProperty("data_offsets", out var offsets) || Whole(shapes) is not { } shape || Whole(offsets) is not [var from, var to])
            throw Wrong("dtype, shape and two data_offsets are needed");
        var name = type.ToString();
        var size = name switch { "F64" or "I64" => 8, "F32" => 4, "F16" or "BF16" => 2, "BOOL" => 1, _ => throw Wrong($"type '{name}' is none of F64, F32, F16, BF16, I64, BOOL") };
        if (from > to || to > values.Length) throw Wrong($"its values at {from} … {to} lie outside the {values.Length} bytes of the file");
        var count = 1.0;
        foreach (var s in shape) count *= s;
        if (count * size != to - from) throw Wrong($"{to - from} bytes are not [{string.Join(", ", shape)}] values of {size} bytes");
        var part = values[(int)from..(int)to];
        return name switch
        {
            "F64" => tensor(MemoryMarshal.Cast<byte, double>(part).ToArray(), shape),
            "I64" => tensor(MemoryMarshal.Cast<byte, long>(part).ToArray(), shape),
            "F32" => tensor(MemoryMarshal.Cast<byte, float>(part).ToArray(), shape),
            "F16" => tensor(Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(part).ToArray(), h => (float)h), shape),
            "BF16" => tensor(Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(part).ToArray(), b => BitConverter.UInt32BitsToSingle((uint)b << 16)), shape),
            _ => tensor(Array.ConvertAll(part.ToArray(), b => b != 0), shape),
        };
    }

    private static long[]? Whole(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array) return null;
        var numbers = new List<long>();
        foreach (var element in array.EnumerateArray())
            if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= 0) numbers.Add(number);
            else return null;
        return [.. numbers];
    }

    private static string NameOf(string name, ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        ScalarType.Int64 => "I64",
        ScalarType.Bool => "BOOL",
        _ => throw new ArgumentException($"tensor '{name}' is of type {type}; Float32, Float64, Int64 and Bool can be written"),
    };

    private static byte[] BytesOf(Tensor tensor)
    {
        var plain = tensor.detach().cpu().contiguous();
        switch (tensor.dtype)
        {
            case ScalarType.Float32:
                using (var values = plain.data<float>()) return MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray();
            case ScalarType.Float64:
                using (var values = plain.data<double>()) return MemoryMarshal.AsBytes<double>(values.ToArray()).ToArray();
            case ScalarType.Int64:
                using (var values = plain.data<long>()) return MemoryMarshal.AsBytes<long>(values.ToArray()).ToArray();
            default:
                using (var values = plain.data<bool>()) return Array.ConvertAll(values.ToArray(), b => b ? (byte)1 : (byte)0);
        }
    }
}

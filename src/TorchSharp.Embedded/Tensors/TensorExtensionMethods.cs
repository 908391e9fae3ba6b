using TorchSharp.Modules;

namespace TorchSharp;

using static torch;

public static class TensorExtensionMethods
{
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        Generation.FromArray(rawArray, dimensions, null, null, requires_grad, null);

    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false) where T : struct =>
        Generation.FromValue(scalar, null, device, requires_grad);

    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();

    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    /// <summary>Element type, shape and values in the framework's binary form.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Write7BitEncodedInt((int)tensor.dtype);
        writer.Write7BitEncodedInt(tensor.Impl.Dim);
        foreach (var s in tensor.Impl.Sizes) writer.Write7BitEncodedInt64(s);
        using var ready = tensor.detach().contiguous();
        writer.Write(ready.bytes);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var dtype = (ScalarType)reader.Read7BitEncodedInt();
        var sizes = new long[reader.Read7BitEncodedInt()];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = reader.Read7BitEncodedInt64();
        var result = Generation.Empty(sizes, dtype, null, false, null);
        reader.BaseStream.ReadExactly(result.bytes);
        return result;
    }

    public static void Load(ref Tensor tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is null) tensor = Load(reader, skip);
        else Load(tensor, reader, skip);
    }

    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using var loaded = Load(reader, skip);
        if (skip) return;
        if (loaded.dtype != tensor.dtype || !Shape.Same(loaded.Impl.Sizes, tensor.Impl.Sizes))
            throw new ArgumentException($"Mismatched tensor while loading: {loaded.dtype} {Shape.Text(loaded.Impl.Sizes)} into {tensor.dtype} {Shape.Text(tensor.Impl.Sizes)}");
        using var off = no_grad();
        tensor.copy_(loaded);
    }
}

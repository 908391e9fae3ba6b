using System.Numerics;

namespace TorchSharp;

using static torch;

/// <summary>A number with its type, as arithmetic takes it.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(double value, ScalarType type)
    {
        Number = value;
        Whole = double.IsNaN(value) ? 0 : (long)value;
        Type = type;
    }

    internal Scalar(long value, ScalarType type)
    {
        Number = value;
        Whole = value;
        Type = type;
    }

    internal Scalar(bool value) : this(value ? 1 : 0, ScalarType.Bool)
    {
    }

    public ScalarType Type { get; }

    internal double Number { get; }

    internal long Whole { get; }

    public void Dispose()
    {
    }

    public static implicit operator Scalar(byte value) => new((long)value, ScalarType.Byte);

    public static implicit operator Scalar(sbyte value) => new((long)value, ScalarType.Int8);

    public static implicit operator Scalar(short value) => new((long)value, ScalarType.Int16);

    public static implicit operator Scalar(int value) => new((long)value, ScalarType.Int32);

    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new((double)value, ScalarType.Float16);

    public static implicit operator Scalar(float value) => new((double)value, ScalarType.Float32);

    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value);

    public static implicit operator Scalar((float, float) value) => throw TorchError.NotHere("a complex scalar");

    public static implicit operator Scalar(Complex value) => throw TorchError.NotHere("a complex scalar");
}

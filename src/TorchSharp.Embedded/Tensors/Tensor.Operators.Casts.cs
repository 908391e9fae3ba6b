using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static implicit operator Tensor((float, float) value) => throw TorchError.NotHere("a complex tensor");

        public static implicit operator Tensor((float, float)[] value) => throw TorchError.NotHere("a complex tensor");

        public static implicit operator Tensor(Complex value) => throw TorchError.NotHere("a complex tensor");

        public static implicit operator Tensor(Complex[] value) => throw TorchError.NotHere("a complex tensor");

        public static implicit operator Tensor(Scalar scalar) => Generation.Full([], scalar, scalar.Type == ScalarType.Float16 ? ScalarType.Float32 : scalar.Type, null, false, null);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static explicit operator bool(Tensor value) => value.item<bool>();

        public static explicit operator byte(Tensor value) => value.item<byte>();

        public static explicit operator double(Tensor value) => value.item<double>();

        public static explicit operator float(Tensor value) => value.item<float>();

        public static explicit operator int(Tensor value) => value.item<int>();

        public static explicit operator long(Tensor value) => value.item<long>();

        public static explicit operator sbyte(Tensor value) => value.item<sbyte>();

        public static explicit operator short(Tensor value) => value.item<short>();
    }
}

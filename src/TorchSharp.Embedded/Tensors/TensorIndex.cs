namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position of an index expression: a number, a slice, a new axis, "...", a tensor.</summary>
    public struct TensorIndex
    {
        internal enum Kind
        {
            None,
            Single,
            Slice,
            Bool,
            Ellipsis,
            Tensor,
        }

        internal Kind Sort;
        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor? Places;

        public static TensorIndex Colon = Slice();
        public static TensorIndex Ellipsis = new() { Sort = Kind.Ellipsis };
        public static TensorIndex None = new() { Sort = Kind.None };
        public static TensorIndex Null = new() { Sort = Kind.None };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Sort = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), range.End.Equals(System.Index.End) ? null : Position(range.End));

        public static TensorIndex Bool(bool value) => new() { Sort = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => new() { Sort = index == null ? Kind.None : Kind.Single, Start = index };

        public static TensorIndex Tensor(Tensor tensor) => new() { Sort = Kind.Tensor, Places = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(System.Index index) => Single(Position(index));

        public static implicit operator Tensor(TensorIndex value) =>
            value.Places ?? throw new InvalidCastException("this index does not hold a tensor");

        private static long Position(System.Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

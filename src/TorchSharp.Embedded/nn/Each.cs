namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Tuples of sizes as arrays.</summary>
        internal static long[] Each((long, long) values) => [values.Item1, values.Item2];

        internal static long[] Each((long, long, long) values) => [values.Item1, values.Item2, values.Item3];

        internal static long[]? Each((long, long)? values) => values is { } v ? Each(v) : null;

        internal static long[]? Each((long, long, long)? values) => values is { } v ? Each(v) : null;

        internal static long[]? Twice(long? value) => value is { } v ? [v, v] : null;
    }
}

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>How many places a kernel finds along one dimension.</summary>
internal static class Places
{
    /// <exception cref="ArgumentException">None.</exception>
    internal static int Of(int size, int kernel, int stride, int padding) => kernel <= size + 2 * padding
        ? (size + 2 * padding - kernel) / stride + 1
        : throw new ArgumentException($"a kernel of {kernel} reaches beyond {size} with {padding} zeros at each end");
}

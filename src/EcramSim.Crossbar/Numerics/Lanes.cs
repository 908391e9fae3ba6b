namespace EcramSim.Crossbar.Numerics;

/// <summary>Lines of an array are processed eight at a time; the last few are padded.</summary>
internal static class Lanes
{
    /// <summary>Lanes of a vector of 32-bit numbers: eight on every machine, so that sums have one order everywhere.</summary>
    public const int Count = 8;

    /// <summary>Cells that an update takes at once, each on its own: their number is nowhere part of a result.</summary>
    public const int Wide = 16;

    /// <summary>The next multiple of eight.</summary>
    public static int Padded(int length) => (length + Count - 1) & ~(Count - 1);
}

namespace EcramSim.Crossbar.Tiles;

/// <summary>The guard at the public edge of a tile.</summary>
internal static class BatchShape
{
    /// <summary>Both spans must hold <paramref name="batch"/> vectors.</summary>
    public static void Check(string tile, int first, int firstLength, int second, int secondLength, int batch)
    {
        if (batch < 0 || first != (long)batch * firstLength || second != (long)batch * secondLength)
            throw new ArgumentException($"tile '{tile}': {batch} vectors of {firstLength} and {secondLength} numbers were expected, {first} and {second} numbers are given");
    }
}

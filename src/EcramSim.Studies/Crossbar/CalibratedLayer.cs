namespace EcramSim.Studies.Crossbar;

/// <summary>What came to one ranged stage in one layer and direction.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Backward">Whether by transposed reads.</param>
/// <param name="Sorted">Magnitudes, smallest first.</param>
public sealed record CalibratedLayer(string Name, bool Backward, float[] Sorted)
{
    /// <summary>For people: "layer2 backward".</summary>
    public string Label => Backward ? $"{Name} backward" : Name;
}

namespace EcramSim.Crossbar.Mapping;

/// <summary>How a layer fills the tiles it is given.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Outputs">Outputs of the layer.</param>
/// <param name="Inputs">Inputs of the layer.</param>
/// <param name="Down">Tiles below each other; planes that are arrays of their own count as one.</param>
/// <param name="Across">Tiles side by side.</param>
/// <param name="CellsPerWeight">Planes of cells.</param>
/// <param name="CellsBuilt">Cells of all tiles, used or not.</param>
public sealed record Utilisation(string Layer, int Outputs, int Inputs, int Down, int Across, int CellsPerWeight, long CellsBuilt)
{
    /// <summary>The mapping of a layer; without a largest tile it gets one of its own size.</summary>
    public static Utilisation Of(string layer, int outputs, int inputs, ArrayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var planes = options.Stages?.Placement.Planes ?? 1;
        if (options.Tiles is not { } size) return new Utilisation(layer, outputs, inputs, 1, 1, planes, (long)outputs * inputs * planes);
        var (down, across) = (TileGrid.Parts(outputs, options.WeightsPerTile!.Outputs), TileGrid.Parts(inputs, size.Inputs));
        // A tile is an array of bit lines; planes beside each other in it share its columns.
        return new Utilisation(layer, outputs, inputs, down, across, planes, (long)down * across * size.Outputs * size.Inputs * planes / options.ColumnsPerOutput);
    }

    /// <summary>Tiles; of one plane, where planes are arrays of their own.</summary>
    public int Tiles => Down * Across;

    /// <summary>Cells that hold a weight, as a fraction of those built.</summary>
    public double Used => (double)Outputs * Inputs * CellsPerWeight / CellsBuilt;
}

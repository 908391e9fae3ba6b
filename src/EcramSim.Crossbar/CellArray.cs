using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar;

/// <summary>Cells with their periphery: what a <see cref="Tiles.Tile"/> is made of.</summary>
/// <param name="Device">The cells; null for floating-point weights.</param>
/// <param name="Options">Converters, noise, pulse trains, prices.</param>
public sealed record CellArray(CellDevice? Device, ArrayOptions Options)
{
    /// <summary>Seed of every random stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Name of the tiles made of it: part of their random streams.</summary>
    public string Name { get; init; } = "tile";

    /// <summary>Reads device and array by id (of the models that ship with the program) or path.</summary>
    /// <exception cref="InputException">Unknown name, key, unit or value.</exception>
    public static CellArray Read(string device, string array = "default")
    {
        var library = ModelLibrary.Shipped();
        return new CellArray(CellDevice.Read(library, device), ArrayOptions.Read(library, array));
    }

    /// <summary>A tile with these weights, with the programming error of the array file; they must lie within the bounds of the cells.</summary>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="weights">Outputs × inputs, row by row.</param>
    /// <param name="clip">Whether weights outside the bounds take the bound.</param>
    public ITile CreateTile(int outputs, int inputs, ReadOnlySpan<float> weights, bool clip = false)
    {
        var tile = CreateTile(outputs, inputs);
        tile.SetWeights(weights, clip);
        Options.ProgrammingError?.Leave(tile, Seed);
        return tile;
    }

    /// <summary>A tile of so many outputs and inputs, all weights 0 (or the bound nearest to it).</summary>
    /// <exception cref="InputException">Wires or half-selection need what the device does not know, or its cells are not followed (<see cref="CellDevice.ForArray"/>).</exception>
    public ITile CreateTile(int outputs, int inputs)
    {
        var options = Options.For(Device);
        Device?.ForArray();
        if (Device is null) return TileGrid.Of(options.WeightsPerTile, outputs, inputs, Name, (r, c, n) => new ExactTile(r, c, options, Seed, n));
        ITile Cells(IPulseLaw law, string name) => Tile.Create(law, outputs, inputs, options, Seed, name, Device.Cost, evolution: Device.Evolution);
        return Device.Form is null ? Cells(Device.Law, Name) : new GroupTile(Device.Form, Device.Law, Cells, Name, Seed);
    }
}

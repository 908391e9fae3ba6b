using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Mapping;

/// <summary>
/// A layer that is larger than a tile: split over a grid of tiles of nearly equal size. Tiles above each other have outputs of their own; those
/// side by side have a part of the inputs each, and their partial sums are added digitally (each tile scales, converts and updates for
/// itself). Where partial sums are added as currents, side by side is one converter and one scale: outputs alone are split, and a tile
/// stands for its whole row of the grid.
/// </summary>
public sealed class TileGrid : ITile
{
    private readonly ITile[,] _tiles;
    private readonly int[] _rowStarts, _columnStarts;
    private float[] _x = [], _y = [];

    private TileGrid(string name, ITile[,] tiles, int[] rowStarts, int[] columnStarts) =>
        (Name, _tiles, _rowStarts, _columnStarts) = (name, tiles, rowStarts, columnStarts);

    /// <summary>One tile where the layer fits, else a grid.</summary>
    /// <param name="size">Largest tile; null without limit.</param>
    /// <param name="rows">Outputs of the layer.</param>
    /// <param name="columns">Inputs of the layer.</param>
    /// <param name="name">Name of the layer's tile; those of a grid add their place.</param>
    /// <param name="make">Makes a tile of so many rows and columns with that name.</param>
    public static ITile Of(TileSize? size, int rows, int columns, string name, Func<int, int, string, ITile> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var down = size is null ? 1 : Parts(rows, size.Outputs);
        var across = size is null || size.AddsAnalog ? 1 : Parts(columns, size.Inputs);
        if (down == 1 && across == 1) return make(rows, columns, name);
        var (rowStarts, columnStarts) = (Starts(rows, down), Starts(columns, across));
        var tiles = new ITile[down, across];
        for (var i = 0; i < down; i++)
            for (var j = 0; j < across; j++)
                tiles[i, j] = make(rowStarts[i + 1] - rowStarts[i], columnStarts[j + 1] - columnStarts[j], FormattableString.Invariant($"{name}/{i + 1}-{j + 1}"));
        return new TileGrid(name, tiles, rowStarts, columnStarts);
    }

    /// <summary>Tiles needed for so many lines.</summary>
    public static int Parts(int lines, int most) => (lines + most - 1) / most;

    private static int[] Starts(int lines, int parts) => [.. Enumerable.Range(0, parts + 1).Select(k => (int)((long)lines * k / parts))];

    /// <inheritdoc/>
    public string Name { get; }
    /// <inheritdoc/>
    public int Rows => _rowStarts[^1];
    /// <inheritdoc/>
    public int Columns => _columnStarts[^1];
    /// <inheritdoc/>
    public double Minimum => _tiles[0, 0].Minimum;
    /// <inheritdoc/>
    public double Maximum => _tiles[0, 0].Maximum;
    /// <inheritdoc/>
    public double Granularity => _tiles[0, 0].Granularity;

    /// <summary>The tiles: row of the grid, column of the grid.</summary>
    public ITile this[int row, int column] => _tiles[row, column];
    /// <summary>Tiles below each other.</summary>
    public int GridRows => _tiles.GetLength(0);
    /// <summary>Tiles side by side.</summary>
    public int GridColumns => _tiles.GetLength(1);

    /// <summary>Pulses and energies of all tiles; they work at the same time, so the slowest one tells how long it takes.</summary>
    public TileLedger Ledger
    {
        get
        {
            TileLedger[] all = [.. _tiles.Cast<ITile>().Select(t => t.Ledger)];
            return new TileLedger(all.Sum(l => l.PulsesUp), all.Sum(l => l.PulsesDown), all.Max(l => l.UpdateSlots), all.Max(l => l.Reads), all[0].Cost, all[0].ReadTime)
            {
                Bill = all[0].Bill is null ? null : ArrayBill.Beside([.. all.Select(l => l.Bill!)]),
            };
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        BatchShape.Check(Name, x.Length, Columns, y.Length, Rows, batch);
        y.Clear();
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
            {
                var input = Part(ref _x, x, Columns, _columnStarts, j, batch);
                var output = Room(ref _y, batch * _tiles[i, j].Rows);
                _tiles[i, j].Forward(input, output, batch);
                AddPart(output, y, Rows, _rowStarts, i, batch);
            }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> d, Span<float> g, int batch)
    {
        BatchShape.Check(Name, d.Length, Rows, g.Length, Columns, batch);
        g.Clear();
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
            {
                var input = Part(ref _x, d, Rows, _rowStarts, i, batch);
                var output = Room(ref _y, batch * _tiles[i, j].Columns);
                _tiles[i, j].Backward(input, output, batch);
                AddPart(output, g, Columns, _columnStarts, j, batch);
            }
    }

    /// <inheritdoc/>
    public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int batch, double learningRate)
    {
        BatchShape.Check(Name, x.Length, Columns, d.Length, Rows, batch);
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
                _tiles[i, j].Update(Part(ref _x, x, Columns, _columnStarts, j, batch), Part(ref _y, d, Rows, _rowStarts, i, batch), batch, learningRate);
    }

    /// <inheritdoc/>
    public void PulseRow(int row, ReadOnlySpan<int> counts)
    {
        BatchShape.Check(Name, counts.Length, Columns, counts.Length, Columns, 1);
        var i = PartOf(_rowStarts, row);
        for (var j = 0; j < GridColumns; j++) _tiles[i, j].PulseRow(row - _rowStarts[i], counts[_columnStarts[j].._columnStarts[j + 1]]);
    }

    /// <inheritdoc/>
    public void PulseColumn(int column, ReadOnlySpan<int> counts)
    {
        BatchShape.Check(Name, counts.Length, Rows, counts.Length, Rows, 1);
        var j = PartOf(_columnStarts, column);
        for (var i = 0; i < GridRows; i++) _tiles[i, j].PulseColumn(column - _columnStarts[j], counts[_rowStarts[i].._rowStarts[i + 1]]);
    }

    private static int PartOf(int[] starts, int line)
    {
        if (line < 0 || line >= starts[^1]) throw new ArgumentOutOfRangeException(nameof(line), line, $"must be 0 … {starts[^1] - 1}");
        var part = 0;
        while (starts[part + 1] <= line) part++;
        return part;
    }

    /// <inheritdoc/>
    public double SetWeights(ReadOnlySpan<float> weights, bool clip = false)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        var missed = 0.0;
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
                missed += _tiles[i, j].SetWeights(Block(weights, i, j), clip) * _tiles[i, j].Rows * _tiles[i, j].Columns;
        return missed / weights.Length;
    }

    /// <inheritdoc/>
    public void GetWeights(Span<float> weights)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
            {
                var block = new float[_tiles[i, j].Rows * _tiles[i, j].Columns];
                _tiles[i, j].GetWeights(block);
                Spread<float>(block, weights, i, j);
            }
    }

    /// <summary>Programs tile after tile; the statistics are those of all cells, tiles work at the same time.</summary>
    public ProgrammingResult Program(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation = default)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        var (held, pulses) = (new float[weights.Length], new int[weights.Length]);
        var parts = new List<ProgrammingResult>();
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++)
            {
                var part = _tiles[i, j].Program(Block(weights, i, j), how, cancellation);
                parts.Add(part);
                Spread<float>(part.Held, held, i, j);
                Spread<int>(part.Pulses, pulses, i, j);
            }
        return new ProgrammingResult(Rows, Columns, weights.ToArray(), held, pulses, how.Tolerance, parts.Max(p => p.Rounds), parts.Sum(p => p.Readings),
            parts[0].Energy is null ? null : parts.Sum(p => p.Energy), parts.Max(p => p.Time),
            parts[0].Bill is null ? null : new OperationCost(parts.Aggregate(default(CostSplit), (sum, p) => sum + p.Bill!.Value.Energy), parts.Select(p => p.Bill!.Value.Time).MaxBy(t => t.Total)));
    }

    /// <inheritdoc/>
    public void Wait(double seconds)
    {
        foreach (var tile in _tiles) tile.Wait(seconds);
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (var i = 0; i < GridRows; i++)
            for (var j = 0; j < GridColumns; j++) state.Part(FormattableString.Invariant($"{i + 1}-{j + 1}"), _tiles[i, j]);
    }

    private float[] Block(ReadOnlySpan<float> weights, int i, int j)
    {
        var (rows, columns) = (_tiles[i, j].Rows, _tiles[i, j].Columns);
        var block = new float[rows * columns];
        for (var r = 0; r < rows; r++) weights.Slice((_rowStarts[i] + r) * Columns + _columnStarts[j], columns).CopyTo(block.AsSpan(r * columns));
        return block;
    }

    private void Spread<T>(ReadOnlySpan<T> block, Span<T> all, int i, int j)
    {
        var columns = _tiles[i, j].Columns;
        for (var r = 0; r < _tiles[i, j].Rows; r++) block.Slice(r * columns, columns).CopyTo(all[((_rowStarts[i] + r) * Columns + _columnStarts[j])..]);
    }

    private static Span<float> Part(ref float[] room, ReadOnlySpan<float> all, int stride, int[] starts, int k, int batch)
    {
        var length = starts[k + 1] - starts[k];
        var part = Room(ref room, batch * length);
        for (var b = 0; b < batch; b++) all.Slice(b * stride + starts[k], length).CopyTo(part[(b * length)..]);
        return part;
    }

    private static void AddPart(ReadOnlySpan<float> part, Span<float> all, int stride, int[] starts, int k, int batch)
    {
        var length = starts[k + 1] - starts[k];
        for (var b = 0; b < batch; b++)
            for (var i = 0; i < length; i++) all[b * stride + starts[k] + i] += part[b * length + i];
    }

    private static Span<float> Room(ref float[] room, int length)
    {
        if (room.Length < length) room = new float[length];
        return room.AsSpan(0, length);
    }
}

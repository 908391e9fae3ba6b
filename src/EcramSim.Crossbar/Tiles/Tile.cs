using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Programming;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// A matrix in an array of cells, to multiply with from code: W x and Wᵀ d come through converters and noise, weights are written by
/// pulses. One thread uses a tile at a time; equal arrays with equal seeds give equal numbers.
/// </summary>
public sealed class Tile
{
    private readonly float[] _wanted;

    /// <summary>A matrix in cells, set as exactly as the cells and the programming error of the array allow; <see cref="Program(float[,], WriteVerify?)"/> writes it by pulses.</summary>
    /// <param name="weights">Outputs × inputs. Magnitudes beyond the window of the cells are divided by a digital power of two: <see cref="Scale"/>.</param>
    /// <param name="array">Cells and periphery.</param>
    public Tile(float[,] weights, CellArray array)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(array);
        var empty = array.CreateTile(weights.GetLength(0), weights.GetLength(1));
        var largest = 0f;
        foreach (var w in weights)
        {
            if (!float.IsFinite(w)) throw new ArgumentException("a weight is infinite or not a number", nameof(weights));
            largest = MathF.Max(largest, MathF.Abs(w));
        }
        var window = Math.Min(Math.Abs(empty.Minimum), Math.Abs(empty.Maximum));
        Scale = largest <= window || !double.IsFinite(window) ? 1 : Math.Pow(2, Math.Ceiling(Math.Log2(largest / window)));
        _wanted = new float[weights.Length];
        Cells = array.CreateTile(weights.GetLength(0), weights.GetLength(1), Scaled(weights));
    }

    /// <summary>The cells: what they did and cost, their weights in units of the window.</summary>
    public ITile Cells { get; }

    /// <summary>The digital factor between what cells hold and the matrix; 1 where it fits the window.</summary>
    public double Scale { get; }

    /// <summary>What was done so far, and what it cost.</summary>
    public TileLedger Ledger => Cells.Ledger;

    /// <summary>W x.</summary>
    /// <param name="x">One value per input.</param>
    public float[] Multiply(params ReadOnlySpan<float> x)
    {
        var y = new float[Cells.Rows];
        Cells.Forward(x, y, 1);
        return Unscaled(y);
    }

    /// <summary>Wᵀ d.</summary>
    /// <param name="d">One value per output.</param>
    public float[] MultiplyTransposed(params ReadOnlySpan<float> d)
    {
        var g = new float[Cells.Columns];
        Cells.Backward(d, g, 1);
        return Unscaled(g);
    }

    /// <summary>W x of every row of a batch.</summary>
    /// <param name="x">Vectors × inputs.</param>
    /// <returns>Vectors × outputs.</returns>
    public float[,] Multiply(float[,] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var y = new float[x.GetLength(0) * Cells.Rows];
        Cells.Forward(Flat(x), y, x.GetLength(0));
        return Matrix(Unscaled(y), Cells.Rows);
    }

    /// <summary>Wᵀ d of every row of a batch.</summary>
    /// <param name="d">Vectors × outputs.</param>
    /// <returns>Vectors × inputs.</returns>
    public float[,] MultiplyTransposed(float[,] d)
    {
        ArgumentNullException.ThrowIfNull(d);
        var g = new float[d.GetLength(0) * Cells.Columns];
        Cells.Backward(Flat(d), g, d.GetLength(0));
        return Matrix(Unscaled(g), Cells.Columns);
    }

    /// <summary>Writes a matrix by pulses, verified; errors and tolerance are in units of the window.</summary>
    /// <param name="weights">Outputs × inputs, within the window times <see cref="Scale"/>.</param>
    /// <param name="how">Tolerance, budget, noise; <see cref="WriteVerify.Default"/> where null.</param>
    public ProgrammingResult Program(float[,] weights, WriteVerify? how = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.GetLength(0) != Cells.Rows || weights.GetLength(1) != Cells.Columns)
            throw new ArgumentException($"the tile holds {Cells.Rows} × {Cells.Columns} weights, {weights.GetLength(0)} × {weights.GetLength(1)} are given", nameof(weights));
        return Cells.Program(Scaled(weights), how ?? WriteVerify.Default);
    }

    /// <summary>The matrix as the cells hold it, without the noise of a read.</summary>
    public float[,] Weights()
    {
        var held = new float[Cells.Rows * Cells.Columns];
        Cells.GetWeights(held);
        return Matrix(Unscaled(held), Cells.Columns);
    }

    /// <summary>A tile of cells that follow <paramref name="law"/>, specialised for it; see <see cref="Tile{TLaw}"/>. Layers larger than <see cref="ArrayOptions.WeightsPerTile"/> are split.</summary>
    public static ITile Create(IPulseLaw law, int rows, int columns, ArrayOptions options, ulong seed, string name, WriteCost? cost = null, int threads = 1, CellEvolution? evolution = null)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(options);
        // Once per tile: the type of the law becomes a type argument, and its loops contain no virtual call.
        var make = typeof(Tile).GetMethod(nameof(Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var made = make.MakeGenericMethod(law.GetType()).CreateDelegate<Func<IPulseLaw, int, int, ArrayOptions, ulong, string, WriteCost?, int, CellEvolution?, ITile>>();
        return TileGrid.Of(options.WeightsPerTile, rows, columns, name, (r, c, n) => made(law, r, c, options, seed, n, cost, threads, evolution));
    }

    private static Tile<TLaw> Make<TLaw>(IPulseLaw law, int rows, int columns, ArrayOptions options, ulong seed, string name, WriteCost? cost, int threads, CellEvolution? evolution)
        where TLaw : struct, IPulseLaw => new((TLaw)law, rows, columns, options, seed, name, cost, threads, evolution);

    private float[] Scaled(float[,] weights)
    {
        var k = 0;
        foreach (var w in weights) _wanted[k++] = (float)(w / Scale);
        return _wanted;
    }

    private float[] Unscaled(float[] values)
    {
        if (Scale != 1) foreach (ref var v in values.AsSpan()) v *= (float)Scale;
        return values;
    }

    private static float[] Flat(float[,] matrix)
    {
        var flat = new float[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, sizeof(float) * flat.Length);
        return flat;
    }

    private static float[,] Matrix(float[] flat, int columns)
    {
        var matrix = new float[flat.Length / columns, columns];
        Buffer.BlockCopy(flat, 0, matrix, 0, sizeof(float) * flat.Length);
        return matrix;
    }
}

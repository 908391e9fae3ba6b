using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// A tile with floating-point weights, without bounds, that takes its update exactly: w += η d xᵀ. With converters and noise it is
/// the baseline <c>ideal</c>, without them <c>exact</c>. It knows no pulses: its ledger counts reads.
/// </summary>
public sealed class ExactTile : ITile
{
    private readonly ArrayOptions _options;
    private readonly WeightMatrix _weights;
    private readonly ReadPath _forward, _backward;
    private readonly float[] _x;

    /// <summary>A tile with all weights 0.</summary>
    /// <param name="rows">Number of outputs.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="options">Periphery of the reads.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Name of the tile; unique within a run.</param>
    public ExactTile(int rows, int columns, ArrayOptions options, ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (_options, Name) = (options, name);
        _weights = new WeightMatrix(rows, columns);
        _forward = new ReadPath(_weights, options, transposed: false, seed, name);
        _backward = new ReadPath(_weights, options, transposed: true, seed, name);
        _x = new float[_weights.Stride];
    }

    /// <inheritdoc/>
    public string Name { get; }
    /// <inheritdoc/>
    public int Rows => _weights.Rows;
    /// <inheritdoc/>
    public int Columns => _weights.Columns;
    /// <inheritdoc/>
    public double Minimum => double.NegativeInfinity;
    /// <inheritdoc/>
    public double Maximum => double.PositiveInfinity;
    /// <inheritdoc/>
    public TileLedger Ledger => new(0, 0, 0, (long)(_forward.Reads + _backward.Reads), null, _options.ReadTime);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        BatchShape.Check(Name, x.Length, Columns, y.Length, Rows, batch);
        for (var b = 0; b < batch; b++) _forward.Read(x.Slice(b * Columns, Columns), y.Slice(b * Rows, Rows));
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> d, Span<float> g, int batch)
    {
        BatchShape.Check(Name, d.Length, Rows, g.Length, Columns, batch);
        for (var b = 0; b < batch; b++) _backward.Read(d.Slice(b * Rows, Rows), g.Slice(b * Columns, Columns));
    }

    /// <inheritdoc/>
    public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int batch, double learningRate)
    {
        BatchShape.Check(Name, x.Length, Columns, d.Length, Rows, batch);
        for (var b = 0; b < batch; b++)
        {
            x.Slice(b * Columns, Columns).CopyTo(_x);
            for (var i = 0; i < Rows; i++)
            {
                var factor = Vector256.Create((float)(learningRate * d[b * Rows + i]));
                if (factor == Vector256<float>.Zero) continue;
                ref var row = ref _weights.Values[i * _weights.Stride];
                for (nuint j = 0; j < (nuint)_x.Length; j += Lanes.Count)
                    Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref _x[j]), Vector256.LoadUnsafe(ref row, j)).StoreUnsafe(ref row, j);
            }
        }
    }

    /// <inheritdoc/>
    public double SetWeights(ReadOnlySpan<float> weights, bool clip = false)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        for (var i = 0; i < Rows; i++) weights.Slice(i * Columns, Columns).CopyTo(_weights.Row(i));
        return 0;
    }

    /// <inheritdoc/>
    public void GetWeights(Span<float> weights)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        _weights.CopyTo(weights);
    }
}

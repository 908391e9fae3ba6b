using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Faults;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// A tile with floating-point weights, without bounds, that takes its update exactly: w += η d xᵀ. With converters and noise it is
/// the baseline <c>ideal</c>, without them <c>exact</c>. It knows no pulses: its ledger counts reads.
/// </summary>
public sealed class ExactTile : ITile
{
    private readonly ArrayOptions _options;
    private readonly WeightMatrix _weights;
    private readonly IReadPath _forward, _backward;
    private readonly FaultMap? _faults;
    private readonly Tariff? _tariff;
    private readonly float[] _x;
    private double _age;

    /// <summary>A tile with all weights 0.</summary>
    /// <param name="rows">Number of outputs.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="options">Periphery of the reads.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Name of the tile; unique within a run.</param>
    /// <param name="threads">Threads for large reads; the result does not depend on it.</param>
    public ExactTile(int rows, int columns, ArrayOptions options, ulong seed, string name, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (_options, Name) = (options, name);
        _weights = new WeightMatrix(rows, columns);
        var planes = new CellPlanes(_weights, options, double.PositiveInfinity);
        _forward = ReadPath.Of(_weights, options, transposed: false, seed, name, double.PositiveInfinity, planes, threads);
        _backward = ReadPath.Of(_weights, options, transposed: true, seed, name, double.PositiveInfinity, planes, threads);
        _faults = FaultMap.Draw(options.Faults, _weights, Minimum, Maximum, seed, name);
        _tariff = Tariff.Of(options, null);
        _x = new float[_weights.Stride];
        _faults?.Restore(_weights);
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
    public double Granularity => 0;
    /// <inheritdoc/>
    public TileLedger Ledger
    {
        get
        {
            var (forward, backward) = (_forward.Activity, _backward.Activity);
            return new TileLedger(0, 0, 0, forward.Reads + backward.Reads, null, _options.ReadTime)
            {
                Bill = _tariff?.Price(new TileActivity(Rows, Columns, forward, backward, 0, 0, 0, 0, 0)),
            };
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        BatchShape.Check(Name, x.Length, Columns, y.Length, Rows, batch);
        _forward.Read(x, y, batch);
        if (_faults is not null && _age > 0)
            for (var b = 0; b < batch; b++) _faults.Shift(x.Slice(b * Columns, Columns), y.Slice(b * Rows, Rows), _age);
        _age += batch * _options.ReadTime;
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> d, Span<float> g, int batch)
    {
        BatchShape.Check(Name, d.Length, Rows, g.Length, Columns, batch);
        _backward.Read(d, g, batch);
        if (_faults is not null && _age > 0)
            for (var b = 0; b < batch; b++) _faults.ShiftBack(d.Slice(b * Rows, Rows), g.Slice(b * Columns, Columns), _age);
        _age += batch * _options.ReadTime;
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
        Written();
    }

    /// <inheritdoc/>
    public void PulseRow(int row, ReadOnlySpan<int> counts) => throw new InvalidOperationException($"tile '{Name}' takes exact updates and has no pulses");

    /// <inheritdoc/>
    public void PulseColumn(int column, ReadOnlySpan<int> counts) => throw new InvalidOperationException($"tile '{Name}' takes exact updates and has no pulses");

    /// <inheritdoc/>
    public double SetWeights(ReadOnlySpan<float> weights, bool clip = false)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        for (var i = 0; i < Rows; i++) weights.Slice(i * Columns, Columns).CopyTo(_weights.Row(i));
        Written();
        return 0;
    }

    /// <inheritdoc/>
    public void GetWeights(Span<float> weights)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        _weights.CopyTo(weights);
    }

    /// <inheritdoc/>
    public ProgrammingResult Program(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(how);
        SetWeights(weights);
        var held = new float[weights.Length];
        GetWeights(held);
        return new ProgrammingResult(Rows, Columns, weights.ToArray(), held, new int[weights.Length], how.Tolerance, 0, 0, null, null, null);
    }

    /// <inheritdoc/>
    public void Wait(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        if (!double.IsFinite(seconds)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "must be finite");
        _age += seconds;
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Part("weights", _weights);
        state.Part("forward", _forward);
        state.Part("backward", _backward);
        state.Value("age", ref _age);
    }

    private void Written()
    {
        _faults?.Restore(_weights);
        _weights.Version++;
    }
}

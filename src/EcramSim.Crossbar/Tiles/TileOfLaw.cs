using EcramSim.Crossbar.Faults;
using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Threading;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// A tile of cells that follow <typeparamref name="TLaw"/>, written by stochastic pulse trains: state in flat arrays, at most
/// 16 bytes per cell, no allocation per read or update with one thread.
/// </summary>
public sealed partial class Tile<TLaw> : ITile where TLaw : struct, IPulseLaw
{
    // For the choice of threads alone.
    private const int CellsPerMicrosecond = 2000;

    private readonly TLaw _law;
    private readonly ArrayOptions _options;
    private readonly WriteCost? _cost;
    private readonly WeightMatrix _weights;
    private readonly SpreadCells _spread;
    private readonly NominalCells _nominal;
    private readonly Ageing _ageing;
    private readonly VolatilePart? _volatile;
    // By the number of slots, which no cell can have more pulses of; from when it is first asked for.
    private readonly PulseSums?[] _sums = new PulseSums?[ArrayOptions.LongestTrain + 1];
    private readonly bool _isNominal, _isGeneral, _isContinuous;
    private readonly IReadPath _forward, _backward;
    private readonly PulseTrains _rows, _columns;
    private readonly PhiloxLanes _noise, _rounding, _programNoise, _verifyNoise;
    private readonly FaultMap? _faults;
    private readonly TableStep _halfResponse;
    private readonly Tariff? _tariff;
    private readonly (double Up, double Down)[] _stripePulses;
    private readonly int _threads;
    private readonly Action<long, long> _stripe;
    private ulong _step, _programStep;
    private Programmed _programmed;
    private double _age;
    private bool _flip, _wide;
    private double _perProduct;
    private PulsePlan _plan;
    private PulseSums _known;
    // Whole numbers but for a law without granularity; exact below 2^53.
    private double _sumUp, _sumDown;
    private long _slots, _rowPulses, _columnPulses;

    /// <summary>A tile with all weights 0 (or the bound nearest to 0).</summary>
    /// <param name="law">The pulse response of its cells.</param>
    /// <param name="rows">Number of outputs.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="options">Periphery.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Name of the tile; unique within a run, because random streams derive from it.</param>
    /// <param name="cost">Energy and time per pulse for the ledger.</param>
    /// <param name="threads">Threads for large tiles; the result does not depend on it.</param>
    /// <param name="evolution">What time does to the cells; null where nothing happens.</param>
    public Tile(TLaw law, int rows, int columns, ArrayOptions options, ulong seed, string name, WriteCost? cost = null, int threads = 1, CellEvolution? evolution = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_law, _options, _cost, Name) = (law, options, cost, name);
        _weights = new WeightMatrix(rows, columns);
        _isContinuous = law.IsContinuous;
        _ageing = new Ageing(evolution, _weights, law.Granularity, seed, name);
        _volatile = evolution?.Volatile;
        _isGeneral = _isContinuous || _volatile is not null || options.PulseType != PulseType.Stochastic;
        var arriving = options.Wires is { IsIdeal: false, Gate: { } gate } lines ? gate.StepFactors(lines, rows, columns, options.ColumnsPerOutput) : null;
        _isNominal = law.Spread == PulseSpread.None && arriving is null;
        _nominal = new NominalCells((float)law.Minimum, (float)law.Maximum);
        _spread = new SpreadCells(law.Spread, (float)law.Minimum, (float)law.Maximum, _weights, seed, name, arriving);
        var window = Math.Max(Math.Abs(law.Minimum), Math.Abs(law.Maximum));
        var planes = new CellPlanes(_weights, options, window);
        _forward = ReadPath.Of(_weights, options, transposed: false, seed, name, window, planes, threads);
        _backward = ReadPath.Of(_weights, options, transposed: true, seed, name, window, planes, threads);
        _halfResponse = options.HalfSelected?.Response is { } response ? new TableStep(response, PulseSpread.None) : default;
        _rows = new PulseTrains(rows, seed, $"{name}/update/row-trains");
        _columns = new PulseTrains(columns, seed, $"{name}/update/column-trains");
        _noise = new PhiloxLanes(seed, $"{name}/update/cycle-noise");
        _rounding = new PhiloxLanes(seed, $"{name}/update/mean-count");
        _programNoise = new PhiloxLanes(seed, $"{name}/program/cycle-noise");
        _verifyNoise = new PhiloxLanes(seed, $"{name}/program/read-noise");
        _faults = FaultMap.Draw(options.Faults, _weights, law.Minimum, law.Maximum, seed, name);
        _tariff = Tariff.Of(options, cost);
        _stripePulses = new (double, double)[Stripe.Count(rows)];
        _threads = threads;
        _stripe = RunStripes;
        if (law.Minimum > 0 || law.Maximum < 0) SetWeights(new float[rows * columns], clip: true);
        _faults?.Restore(_weights);
    }

    /// <inheritdoc/>
    public string Name { get; }
    /// <inheritdoc/>
    public int Rows => _weights.Rows;
    /// <inheritdoc/>
    public int Columns => _weights.Columns;
    /// <inheritdoc/>
    public double Minimum => _law.Minimum;
    /// <inheritdoc/>
    public double Maximum => _law.Maximum;
    /// <inheritdoc/>
    public double Granularity => _law.Granularity;
    /// <summary>Bytes of state per cell: the weight, its factors, and its volatile part where the device has one.</summary>
    public int BytesPerCell => sizeof(float) + _spread.BytesPerCell + _ageing.BytesPerCell;

    private long PulsesUp => (long)Math.Round(_sumUp);

    private long PulsesDown => (long)Math.Round(_sumDown);

    /// <inheritdoc/>
    public TileLedger Ledger
    {
        get
        {
            var (forward, backward) = (_forward.Activity, _backward.Activity);
            // Trains run twice: their lines fire in both passes.
            var bill = _tariff?.Price(new TileActivity(Rows, Columns, forward, backward, PulsesUp, PulsesDown, 2 * _slots, 2 * _rowPulses, 2 * _columnPulses));
            if (bill is not null) bill = bill with { Update = bill.Update + PriceOf(_programmed) };
            return new TileLedger(PulsesUp + _programmed.Up, PulsesDown + _programmed.Down, _slots + (_programmed.Slots + 1) / 2, forward.Reads + backward.Reads, _cost, _options.ReadTime) { Bill = bill };
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        BatchShape.Check(Name, x.Length, Columns, y.Length, Rows, batch);
        _forward.Read(x, y, batch);
        if (_faults is not null && _age > 0)
            for (var b = 0; b < batch; b++) _faults.Shift(x.Slice(b * Columns, Columns), y.Slice(b * Rows, Rows), _age);
        Pass(batch * _options.ReadTime);
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> d, Span<float> g, int batch)
    {
        BatchShape.Check(Name, d.Length, Rows, g.Length, Columns, batch);
        _backward.Read(d, g, batch);
        if (_faults is not null && _age > 0)
            for (var b = 0; b < batch; b++) _faults.ShiftBack(d.Slice(b * Rows, Rows), g.Slice(b * Columns, Columns), _age);
        Pass(batch * _options.ReadTime);
    }

    /// <inheritdoc/>
    public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int batch, double learningRate)
    {
        BatchShape.Check(Name, x.Length, Columns, d.Length, Rows, batch);
        if (!double.IsFinite(learningRate)) throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "must be finite");
        for (var b = 0; b < batch; b++) UpdateOne(x.Slice(b * Columns, Columns), d.Slice(b * Rows, Rows), learningRate);
    }

    /// <inheritdoc/>
    public double SetWeights(ReadOnlySpan<float> weights, bool clip = false)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        float minimum = (float)Minimum, maximum = (float)Maximum;
        var outside = 0;
        foreach (var w in weights) outside += w >= minimum && w <= maximum ? 0 : 1;
        if (outside > 0 && !clip)
            throw new InputException(FormattableString.Invariant($"tile '{Name}': {(double)outside / weights.Length:P2} of the weights lie outside the window [{minimum}, {maximum}] of the cells; scale them or choose clip"));
        var missed = 0;
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++)
            {
                var wanted = weights[i * Columns + j];
                if (float.IsNaN(wanted)) throw new InputException($"tile '{Name}': the weight of row {i + 1}, column {j + 1} is not a number");
                var index = i * _weights.Stride + j;
                var cells = _isNominal ? _nominal.At(0) : _spread.At((nuint)(index - j % Lanes.Count));
                var held = Math.Max(Math.Min(wanted, cells.Maximum[j % Lanes.Count]), cells.Minimum[j % Lanes.Count]);
                if (held != wanted) missed++;
                _weights.Values[index] = held;
                _ageing.Settle(index);
            }
        _weights.Version++;
        _faults?.Restore(_weights);
        return (double)missed / weights.Length;
    }

    /// <inheritdoc/>
    public void GetWeights(Span<float> weights)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        _weights.CopyTo(weights);
    }

    private void UpdateOne(ReadOnlySpan<float> x, ReadOnlySpan<float> d, double learningRate)
    {
        x.CopyTo(_columns.Values);
        d.CopyTo(_rows.Values);
        var largestInput = Magnitude.Largest(_columns.Values);
        var largestError = Magnitude.Largest(_rows.Values);
        Magnitude.Check(largestInput, "an input");
        Magnitude.Check(largestError, "an error signal");
        var step = _step++;
        if (largestInput == 0 || largestError == 0 || learningRate == 0) return;
        var plan = PulsePlan.Of(learningRate, largestInput, largestError, _law.Granularity, _options);
        _plan = plan;
        if (_isContinuous) _perProduct = Math.Abs(learningRate) / _law.Granularity;
        _columns.Draw(plan.ColumnFactor, plan.Slots, step);
        _rows.Draw(plan.RowFactor, plan.Slots, step);
        (_flip, _wide) = (learningRate < 0, plan.Slots > 32);
        _known = _sums[plan.Slots] ??= Known(plan.Slots);
        if (_threads == 1)
            RunStripes(0, _stripePulses.Length);
        else Team.For(_stripePulses.Length, 1, Math.Max(1, (long)Rows * Columns / CellsPerMicrosecond), _threads, 4, _stripe);
        foreach (var (up, down) in _stripePulses)
        {
            _sumUp += up;
            _sumDown += down;
        }
        if (_options.HalfSelected is { } half)
            if (_isNominal) Disturb(half, _nominal, half.ReachesSilent ? plan.Slots : 0);
            else Disturb(half, _spread, half.ReachesSilent ? plan.Slots : 0);
        _slots += plan.Slots;
        _weights.Version++;
        _faults?.Restore(_weights);
        if (_tariff is not null)
        {
            _rowPulses += _rows.Count(plan.Slots > 32);
            _columnPulses += _columns.Count(plan.Slots > 32);
        }
        // Two phases, one for each direction. What a pulse does within its own slot is part of its response.
        if (_cost is not null) Pass(2 * plan.Slots * _cost.Time);
    }

    /// <inheritdoc/>
    public void Wait(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        if (!double.IsFinite(seconds)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "must be finite");
        Pass(seconds);
    }

    private void Pass(double seconds)
    {
        _age += seconds;
        if (!(_isNominal ? _ageing.Pass(seconds, _nominal) : _ageing.Pass(seconds, _spread))) return;
        _weights.Version++;
        _faults?.Restore(_weights);
    }

    private void RunStripes(long from, long to)
    {
        for (var stripe = from; stripe < to; stripe++) RunStripe((int)stripe);
    }

    private void RunStripe(int stripe) => _stripePulses[stripe] = _isGeneral
        ? _isNominal ? General(_nominal, stripe) : General(_spread, stripe)
        : _isNominal ? Fast(_nominal, stripe) : Fast(_spread, stripe);

    private void Disturb<TCells>(HalfSelected half, in TCells cells, int slots) where TCells : struct, ICells
    {
        if (half.Response is not null) HalfSelectKernel<TableStep, TCells>.Run(_halfResponse, 1, cells, _weights, _rows, _columns, _flip, _wide, slots);
        else HalfSelectKernel<TLaw, TCells>.Run(_law, (float)half.Ratio!.Value, cells, _weights, _rows, _columns, _flip, _wide, slots);
    }

    private PulseSums Known(int slots) => _isNominal
        ? PulseSums.Of(_law).Within(_law.Minimum, _law.Maximum, _law.Farthest(slots, 1, 1))
        : PulseSums.Of(_law).Within(_spread.HighestMinimum, _spread.LowestMaximum, _law.Farthest(slots, _spread.LargestStep, _spread.LargestSlope));

    private (double, double) Fast<TCells>(in TCells cells, int stripe) where TCells : struct, ICells =>
        UpdateKernel<TLaw, TCells>.Run(_law, _known, cells, _weights, _rows, _columns, _flip, _wide, _noise, _step - 1, stripe);

    private (double, double) General<TCells>(in TCells cells, int stripe) where TCells : struct, ICells =>
        GeneralUpdate<TLaw, TCells>.Run(_law, cells, _weights, _volatile, _ageing.Left,
            new PulseCounts(_rows, _columns, _flip, _wide, _perProduct, _options.PulseTrainLength, _options.PulseType, _plan, _rounding, _step - 1), _noise, _step - 1, stripe);
}

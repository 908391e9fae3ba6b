using EcramSim.Crossbar.Ledger;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

/// <summary>A matrix whose weights are made of several cells, one array per cell of a weight: each array is read through its own periphery and counts with its share.</summary>
public sealed partial class GroupTile : ITile
{
    private const int MostPulsesOfRefresh = 1000;

    private readonly IWeightForm _form;
    private readonly ITile[] _parts;
    private readonly float[] _shares;
    private readonly double _low, _high, _step;
    private readonly ulong _seed;
    private float[] _y = [];
    private int _turn, _sinceRefresh;
    private long _resets;

    /// <summary>The arrays of a form, all weights 0.</summary>
    /// <param name="form">How a weight is made.</param>
    /// <param name="law">What a pulse does to one cell.</param>
    /// <param name="make">Makes an array of cells of a law under a name.</param>
    /// <param name="name">Name of the tile; its arrays add their number.</param>
    /// <param name="seed">Seed of the run.</param>
    public GroupTile(IWeightForm form, IPulseLaw law, Func<IPulseLaw, string, ITile> make, string name, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(make);
        var own = form is OneSidedPair ? (IPulseLaw)Activator.CreateInstance(typeof(UpOnly<>).MakeGenericType(law.GetType()), law)! : law;
        (_form, Name, _seed, _low, _high, _step) = (form, name, seed, law.Minimum, law.Maximum, own.Granularity);
        _parts = [.. form.Shares.Select((_, k) => make(own, FormattableString.Invariant($"{name}/cell{k + 1}")))];
        _shares = [.. form.Shares.Select(s => (float)s)];
        if (form is ReferencePair reference) FindReference(reference.Pairs);
        else SetWeights(new float[Rows * Columns], clip: true);
    }

    /// <summary>How a weight is made of its cells.</summary>
    public IWeightForm Form => _form;
    /// <inheritdoc/>
    public string Name { get; }
    /// <inheritdoc/>
    public int Rows => _parts[0].Rows;
    /// <inheritdoc/>
    public int Columns => _parts[0].Columns;
    /// <inheritdoc/>
    public double Minimum => _form switch
    {
        OneSidedPair => _shares[1] * (_high - _low),
        ReferencePair => _low,
        _ => _shares.Sum(s => s > 0 ? s * _low : s * _high),
    };
    /// <inheritdoc/>
    public double Maximum => _form switch
    {
        OneSidedPair => _shares[0] * (_high - _low),
        ReferencePair => _high,
        _ => _shares.Sum(s => s > 0 ? s * _high : s * _low),
    };
    /// <inheritdoc/>
    public double Granularity => _form switch
    {
        OneSidedPair => _shares[0] * _step,
        ReferencePair => _step,
        VectorCell { InTurn: true } => _shares.Average(Math.Abs) * _step,
        PeriodicCarry => _shares[^1] * _step,
        _ => _shares.Sum(Math.Abs) * _step,
    };

    /// <summary>Pulses and energies of all arrays, which work at the same time. A one-sided pair counts what its cells took: ups of the second, and resets, are its downs.</summary>
    public TileLedger Ledger
    {
        get
        {
            TileLedger[] all = [.. _parts.Select(p => p.Ledger)];
            var (up, down) = _form is OneSidedPair ? (all[0].PulsesUp, all[1].PulsesUp + _resets) : (all.Sum(l => l.PulsesUp), all.Sum(l => l.PulsesDown));
            return new TileLedger(up, down, all.Max(l => l.UpdateSlots), all.Max(l => l.Reads), all[0].Cost, all[0].ReadTime)
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
        for (var k = 0; k < _parts.Length; k++)
        {
            var part = Room(y.Length);
            _parts[k].Forward(x, part, batch);
            for (var i = 0; i < y.Length; i++) y[i] += _shares[k] * part[i];
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> d, Span<float> g, int batch)
    {
        BatchShape.Check(Name, d.Length, Rows, g.Length, Columns, batch);
        g.Clear();
        for (var k = 0; k < _parts.Length; k++)
        {
            var part = Room(g.Length);
            _parts[k].Backward(d, part, batch);
            for (var i = 0; i < g.Length; i++) g[i] += _shares[k] * part[i];
        }
    }

    /// <inheritdoc/>
    public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int batch, double learningRate)
    {
        BatchShape.Check(Name, x.Length, Columns, d.Length, Rows, batch);
        switch (_form)
        {
            case OneSidedPair pair:
                for (var k = 0; k < 2; k++) _parts[k].Update(x, d, batch, learningRate / _shares[k]);
                if ((_sinceRefresh += batch) < pair.RefreshEvery) return;
                _sinceRefresh = 0;
                Refresh(pair);
                return;
            case ReferencePair:
                _parts[0].Update(x, d, batch, learningRate);
                return;
            case PeriodicCarry carry:
                for (var b = 0; b < batch; b++)
                {
                    _parts[^1].Update(x.Slice(b * Columns, Columns), d.Slice(b * Rows, Rows), 1, learningRate / _shares[^1]);
                    if (++_sinceRefresh < carry.CarryEvery) continue;
                    _sinceRefresh = 0;
                    Carry(carry);
                }
                return;
            case VectorCell { InTurn: true }:
                for (var b = 0; b < batch; b++, _turn = (_turn + 1) % _parts.Length)
                    _parts[_turn].Update(x.Slice(b * Columns, Columns), d.Slice(b * Rows, Rows), 1, learningRate / _shares[_turn]);
                return;
            default:
                // The smallest changes that add up to the wanted one.
                var squares = _shares.Sum(s => s * s);
                for (var k = 0; k < _parts.Length; k++) _parts[k].Update(x, d, batch, learningRate * _shares[k] / squares);
                return;
        }
    }

    /// <inheritdoc/>
    public void PulseRow(int row, ReadOnlySpan<int> counts) => Pulse(counts, (part, own) => part.PulseRow(row, own));

    /// <inheritdoc/>
    public void PulseColumn(int column, ReadOnlySpan<int> counts) => Pulse(counts, (part, own) => part.PulseColumn(column, own));

    /// <inheritdoc/>
    public double SetWeights(ReadOnlySpan<float> weights, bool clip = false)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        var wanted = weights.ToArray();
        for (var i = 0; i < wanted.Length; i++)
            if (!clip && !(wanted[i] >= (float)Minimum && wanted[i] <= (float)Maximum))
                throw new Insertion.Models.InputException(FormattableString.Invariant($"tile '{Name}': the weight {wanted[i]} lies outside the window [{Minimum}, {Maximum}] of its cells; scale the weights or choose clip"));
        var missed = 0.0;
        for (var k = 0; k < _parts.Length; k++)
        {
            if (Targets(k, wanted) is { } targets) missed = Math.Max(missed, _parts[k].SetWeights(targets, clip: true));
        }
        return missed;
    }

    /// <inheritdoc/>
    public void GetWeights(Span<float> weights)
    {
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        weights.Clear();
        for (var k = 0; k < _parts.Length; k++)
        {
            var held = Held(k);
            for (var i = 0; i < weights.Length; i++) weights[i] += _shares[k] * held[i];
        }
    }

    /// <inheritdoc/>
    public void Wait(double seconds)
    {
        foreach (var part in _parts) part.Wait(seconds);
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (var k = 0; k < _parts.Length; k++) state.Part(FormattableString.Invariant($"cell{k + 1}"), _parts[k]);
        state.Value("turn", ref _turn);
        state.Value("since-refresh", ref _sinceRefresh);
        state.Value("resets", ref _resets);
    }

    // What cell k holds for these weights; null where it keeps what it has.
    private float[]? Targets(int k, float[] weights)
    {
        switch (_form)
        {
            case OneSidedPair:
                return [.. weights.Select(w => (float)_low + Math.Max(w / _shares[k], 0))];
            case ReferencePair:
                if (k == 1) return null;
                var reference = Held(1);
                return [.. weights.Select((w, i) => w + reference[i])];
            case PeriodicCarry:
                return Rest(k, weights);
            default:
                // Every cell the same share of its way.
                var all = _shares.Sum(Math.Abs);
                return [.. weights.Select(w => w * MathF.Sign(_shares[k]) / all)];
        }
    }

    private void FindReference(int pairs)
    {
        var (up, down) = (new int[Columns], new int[Columns]);
        Array.Fill(up, 1);
        Array.Fill(down, -1);
        for (var pair = 0; pair < pairs; pair++)
            for (var row = 0; row < Rows; row++)
            {
                _parts[0].PulseRow(row, up);
                _parts[0].PulseRow(row, down);
            }
        _parts[1].SetWeights(Held(0), clip: true);
    }

    private void Pulse(ReadOnlySpan<int> counts, Action<ITile, int[]> pulse)
    {
        switch (_form)
        {
            case OneSidedPair:
                var (first, second) = (new int[counts.Length], new int[counts.Length]);
                for (var i = 0; i < counts.Length; i++) (first[i], second[i]) = (Math.Max(counts[i], 0), Math.Max(-counts[i], 0));
                pulse(_parts[0], first);
                pulse(_parts[1], second);
                return;
            case ReferencePair:
                pulse(_parts[0], counts.ToArray());
                return;
            case PeriodicCarry carry:
                pulse(_parts[^1], counts.ToArray());
                if (++_sinceRefresh < carry.CarryEvery) return;
                _sinceRefresh = 0;
                Carry(carry);
                return;
            case VectorCell { InTurn: true }:
                pulse(_parts[_turn], Signed(counts, _shares[_turn]));
                _turn = (_turn + 1) % _parts.Length;
                return;
            default:
                for (var k = 0; k < _parts.Length; k++) pulse(_parts[k], Signed(counts, _shares[k]));
                return;
        }
    }

    private static int[] Signed(ReadOnlySpan<int> counts, float share)
    {
        var own = counts.ToArray();
        if (share < 0) for (var i = 0; i < own.Length; i++) own[i] = -own[i];
        return own;
    }

    private float[] Held(int k)
    {
        var held = new float[Rows * Columns];
        _parts[k].GetWeights(held);
        return held;
    }

    private Span<float> Room(int length)
    {
        if (_y.Length < length) _y = new float[length];
        return _y.AsSpan(0, length);
    }
}

using EcramSim.Crossbar.Numerics;
using EcramSim.Ecram.Compact;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// What time does to the cells of one tile (<see cref="CellEvolution"/>): keeps the volatile part of every weight where the device has one, and
/// applies drift and decay. A matrix of weights holds what a read sees, settled weight plus volatile part. Time that moves no weight by
/// a noticeable part of a step is collected first, so that many short waits cost nothing and lose nothing to rounding.
/// </summary>
internal sealed class Ageing : IStateful
{
    private const int Points = 257, MostPaces = 33;
    // Between two rates of drift for which ways are tabulated, relative.
    private const double PaceStep = 0.05;
    // Of a step; and not less than what single precision keeps of a weight.
    private const double Noticeable = 1.0 / 128, Rounding = 1.0 / (1 << 20);

    private readonly CellEvolution? _evolution;
    private readonly WeightMatrix _weights;
    private readonly double _shortest;
    private readonly Half[]? _paces;
    private readonly float _slowest, _fastest;
    private readonly float[] _kept = new float[Points];
    private readonly ShortDrift? _short;
    private float[] _moves;
    private double _pending;

    /// <summary>For the cells of <paramref name="weights"/>, whose step at w = 0 is <paramref name="granularity"/>.</summary>
    /// <param name="evolution">What time does; null: nothing.</param>
    /// <param name="weights">The cells.</param>
    /// <param name="granularity">Their step.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Name of the tile: the cells' factors on the rate of drift come from its stream "fabricate/drift".</param>
    public Ageing(CellEvolution? evolution, WeightMatrix weights, double granularity, ulong seed, string name)
    {
        (_evolution, _weights, _slowest, _fastest) = (evolution, weights, 1, 1);
        if (evolution is { DriftSpread: > 0, Drift: not null })
        {
            _paces = new Half[weights.Values.Length];
            var stream = new RandomStream(seed, $"{name}/fabricate/drift");
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++) _paces[i * weights.Stride + j] = (Half)Math.Max(0, 1 + evolution.DriftSpread * stream.NextNormal());
            var drawn = Enumerable.Range(0, weights.Rows * weights.Columns).Select(k => (float)_paces[k / weights.Columns * weights.Stride + k % weights.Columns]);
            (_slowest, _fastest) = (drawn.Min(), drawn.Max());
        }
        _moves = new float[Points];
        if (evolution?.Drift is { } table) _short = new ShortDrift(table.Minimum, (table.Maximum - table.Minimum) / (Points - 1), Points);
        var noticeable = Math.Max(Noticeable * granularity, Rounding);
        _shortest = evolution?.Drift is { Fastest: > 0 } drift ? noticeable / (drift.Fastest * Math.Max(1, _fastest)) : double.PositiveInfinity;
        if (evolution?.Volatile is not { } left) return;
        Left = new float[weights.Values.Length];
        _shortest = Math.Min(_shortest, Noticeable * left.Relaxation.ShortestTime);
    }

    /// <summary>The volatile part of every weight, in the order of <see cref="WeightMatrix.Values"/>; null where the device has none.</summary>
    public float[]? Left { get; }

    /// <summary>Bytes of the volatile part of one cell and of its factor on the rate of drift.</summary>
    public int BytesPerCell => (Left is null ? 0 : sizeof(float)) + (_paces is null ? 0 : 2);

    /// <summary>Lets <paramref name="seconds"/> pass; returns whether that moved weights.</summary>
    public bool Pass<TCells>(double seconds, in TCells cells) where TCells : struct, ICells
    {
        if (_evolution is null) return false;
        _pending += seconds;
        if (_pending < _shortest) return false;
        var time = _pending;
        _pending = 0;
        var drift = _evolution.Drift;
        double origin = drift?.Minimum ?? 0, spacing = drift is null ? 1 : (drift.Maximum - drift.Minimum) / (Points - 1);
        // So short that the rate does not change on the way: most waits of a training.
        var isShort = drift is { Rate.Length: Points } && drift.Fastest * _fastest * time < 1e-3 * (drift.Maximum - drift.Minimum);
        // A cell that drifts f times as fast is one for which f times as much time passes.
        var paces = isShort || _fastest == _slowest ? 1 : Math.Min(MostPaces, 2 + (int)((_fastest - _slowest) / PaceStep));
        if (drift is not null)
        {
            if (_moves.Length < paces * Points) _moves = new float[paces * Points];
            for (var n = 0; n < paces; n++)
                for (var k = 0; k < Points; k++)
                    _moves[n * Points + k] = isShort ? (float)(drift.Rate[k] * time)
                        : (float)(drift.After(origin + k * spacing, time * (paces == 1 ? _slowest : _slowest + (double)(_fastest - _slowest) * n / (paces - 1))) - (origin + k * spacing));
        }
        if (isShort && Left is null)
        {
            _short!.Run(_weights, cells, _moves, _paces);
            return true;
        }
        var highest = Left is null ? 0f : Left.Max(Math.Abs);
        if (highest > 0)
            for (var k = 0; k < Points; k++) _kept[k] = (float)_evolution.Volatile!.After(highest * k / (Points - 1.0), time);
        for (var i = 0; i < _weights.Rows; i++)
            for (var j = 0; j < _weights.Stride; j += Lanes.Count)
            {
                var own = cells.At((nuint)(i * _weights.Stride + j));
                for (var lane = 0; lane < Math.Min(Lanes.Count, _weights.Columns - j); lane++)
                {
                    var at = i * _weights.Stride + j + lane;
                    var left = Left is null ? 0 : Left[at];
                    var settled = _weights.Values[at] - left;
                    if (drift is not null)
                    {
                        var moved = settled + Moved((settled - origin) / spacing, _paces is null ? 1 : (float)_paces[at], paces, isShort);
                        // Bounds stop a drift as they stop a pulse; a cell that stands outside stays there.
                        settled = Math.Clamp(moved, Math.Min(settled, own.Minimum[lane]), Math.Max(settled, own.Maximum[lane]));
                    }
                    if (left != 0)
                    {
                        left = MathF.Sign(left) * Between(_kept, Math.Abs(left) / highest * (Points - 1));
                        Left![at] = left;
                    }
                    _weights.Values[at] = settled + left;
                }
            }
        return true;
    }

    /// <summary>Forgets the volatile part of one cell: it has been written.</summary>
    public void Settle(int index)
    {
        if (Left is not null) Left[index] = 0;
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Value("pending", ref _pending);
        if (Left is not null) state.Values("volatile", Left.AsSpan());
    }

    // Between the weights of the table, and between the paces beside that of the cell.
    private float Moved(double place, float pace, int paces, bool isShort)
    {
        if (_paces is null || paces == 1) return (isShort ? pace : 1) * Between(_moves, place);
        var among = (pace - _slowest) / (_fastest - _slowest) * (paces - 1);
        var slower = Math.Clamp((int)among, 0, paces - 2);
        var (slow, fast) = (Between(_moves.AsSpan(slower * Points), place), Between(_moves.AsSpan((slower + 1) * Points), place));
        return slow + (among - slower) * (fast - slow);
    }

    private static float Between(ReadOnlySpan<float> values, double place)
    {
        place = Math.Clamp(place, 0, Points - 1);
        var below = Math.Min((int)place, Points - 2);
        return values[below] + (float)(place - below) * (values[below + 1] - values[below]);
    }
}

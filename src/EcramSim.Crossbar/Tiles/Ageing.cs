using EcramSim.Crossbar.Numerics;
using EcramSim.Ecram.Compact;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// What time does to the cells of one tile (<see cref="CellEvolution"/>): keeps the volatile part of every weight where the device has one, and
/// applies drift and decay. A matrix of weights holds what a read sees, settled weight plus volatile part. Time that moves no weight by
/// a noticeable part of a step is collected first, so that many short waits cost nothing and lose nothing to rounding.
/// </summary>
internal sealed class Ageing : IStateful
{
    private const int Points = 257;
    // Of a step; and not less than what single precision keeps of a weight.
    private const double Noticeable = 1.0 / 128, Rounding = 1.0 / (1 << 20);

    private readonly CellEvolution? _evolution;
    private readonly WeightMatrix _weights;
    private readonly double _shortest;
    private readonly float[] _moves = new float[Points], _kept = new float[Points];
    private double _pending;

    /// <summary>For the cells of <paramref name="weights"/>, whose step at w = 0 is <paramref name="granularity"/>.</summary>
    public Ageing(CellEvolution? evolution, WeightMatrix weights, double granularity)
    {
        (_evolution, _weights) = (evolution, weights);
        var noticeable = Math.Max(Noticeable * granularity, Rounding);
        _shortest = evolution?.Drift is { Fastest: > 0 } drift ? noticeable / drift.Fastest : double.PositiveInfinity;
        if (evolution?.Volatile is not { } left) return;
        Left = new float[weights.Values.Length];
        _shortest = Math.Min(_shortest, Noticeable * left.Relaxation.ShortestTime);
    }

    /// <summary>The volatile part of every weight, in the order of <see cref="WeightMatrix.Values"/>; null where the device has none.</summary>
    public float[]? Left { get; }

    /// <summary>Bytes of the volatile part of one cell.</summary>
    public int BytesPerCell => Left is null ? 0 : sizeof(float);

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
        if (drift is { Rate.Length: Points } && drift.Fastest * time < 1e-3 * (drift.Maximum - drift.Minimum))
            for (var k = 0; k < Points; k++) _moves[k] = (float)(drift.Rate[k] * time);
        else if (drift is not null)
            for (var k = 0; k < Points; k++) _moves[k] = (float)(drift.After(origin + k * spacing, time) - (origin + k * spacing));
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
                        var moved = settled + Between(_moves, (settled - origin) / spacing);
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

    private static float Between(float[] values, double place)
    {
        place = Math.Clamp(place, 0, Points - 1);
        var below = Math.Min((int)place, Points - 2);
        return values[below] + (float)(place - below) * (values[below + 1] - values[below]);
    }
}

namespace EcramSim.Crossbar.Wires;

/// <summary>How far the steps of one round have come; all relative to the largest source.</summary>
/// <param name="goal">What may be left of the beginning at the end.</param>
/// <param name="slowest">The largest part of a step that the next has been, so far.</param>
internal sealed class BlockRound(double goal, double slowest)
{
    /// <summary>Conjugate gradients on one input are faster where steps gain less than this.</summary>
    public const double Slow = 0.6;

    private double _before;

    /// <summary>The largest part of a step that the next has been.</summary>
    public double Slowest { get; private set; } = slowest;

    /// <summary>The largest first step.</summary>
    public double First { get; private set; }

    /// <summary>Estimate of all that is left: it shrinks as slowly as the slowest step did, at worst.</summary>
    public double Left { get; private set; } = double.PositiveInfinity;

    /// <summary>Number of steps.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the round is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What is expected to be left after one more step.</summary>
    public double Expected => Left * Slowest;

    /// <summary>Whether one more step will be enough, or more than that: it costs little in the pass that follows.</summary>
    public bool IsNextLast => Expected <= goal;

    /// <summary>A step has been made, <paramref name="worst"/> the largest part of it.</summary>
    /// <param name="worst">Relative to the source.</param>
    /// <param name="isLast">Whether none is to follow.</param>
    public void Add(double worst, bool isLast)
    {
        Steps++;
        IsOver = true;
        if (!double.IsFinite(worst))
        {
            (First, Left, Slowest) = (worst, worst, double.PositiveInfinity);
            return;
        }
        if (Steps == 1) First = worst;
        // Rounding ends a round that has come far.
        else if (worst > Slow * _before && worst < 0.01 * First)
        {
            Left = _before;
            return;
        }
        else if (_before > 0) Slowest = Math.Max(Slowest, worst / _before);
        if (!(Slowest < Slow))
        {
            Left = worst;
            return;
        }
        if (Slowest > 0) Left = worst * Slowest / (1 - Slowest);
        if (worst == 0) Left = 0;
        IsOver = isLast;
        _before = worst;
    }
}

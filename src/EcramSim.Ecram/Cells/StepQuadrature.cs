using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// Sums what passes in a step of the integrator: over its three stages, and where these do not close the balance of energy, over parts of the way between.
/// The steps are chosen by the charges. A current that fills a host almost to its end, where the voltage goes as the logarithm of the sites that are left, moves
/// charge in proportion to time, so one step may pass decades of those sites: its charges are right, energies from three stages are not.
/// </summary>
internal sealed class StepQuadrature(CellLoop loop, Radau radau)
{
    // Of all energy of the segment so far: what a step may leave of its balance.
    private const double Unbalanced = 1e-7;
    private const int MostHalvings = 10;

    private readonly double[] _q = new double[loop.Size], _rate = new double[loop.Size];

    /// <summary><paramref name="before"/> and what passed in the last step.</summary>
    /// <param name="before">What passed until then.</param>
    /// <param name="storedBefore">What the cell held before the step, J/m².</param>
    /// <param name="storedAfter">What it holds after it.</param>
    public Passage Add(Passage before, double storedBefore, double storedAfter)
    {
        var (all, step) = (before, default(Passage));
        for (var s = 0; s < 3; s++)
        {
            radau.Stage(s, _q);
            radau.StageRate(s, _rate);
            var part = At(radau.StageTime(s), Radau.Weights[s] * radau.LastStep);
            step += part;
            all += part;
        }
        var allowed = Unbalanced * (Math.Abs(all.Source) + all.Losses.Total);
        return Math.Abs(step.Energy - (storedAfter - storedBefore)) > allowed
            ? before + Halved(step, 0, 1, storedBefore, storedAfter, allowed, MostHalvings)
            : all;
    }

    /// <summary>What flows on for <paramref name="duration"/> (s) in a cell that nothing moves any more: leakage.</summary>
    public Passage AtRest(double duration)
    {
        radau.State.CopyTo(_q);
        Array.Clear(_rate);
        return At(radau.Time, duration);
    }

    // In halves, each as often as its own balance asks.
    private Passage Halved(Passage whole, double from, double to, double storedFrom, double storedTo, double allowed, int halvings)
    {
        var middle = 0.5 * (from + to);
        radau.Along(middle, _q, _rate);
        var stored = loop.StoredEnergy(_q);
        var (first, second) = (Between(from, middle), Between(middle, to));
        double ofFirst = Math.Abs(first.Energy - (stored - storedFrom)), ofSecond = Math.Abs(second.Energy - (storedTo - stored));
        // Where halves close no better (or the polynomial leaves the host on its way, and nothing is a number), rounding is left.
        if (!(ofFirst + ofSecond < 0.5 * Math.Abs(whole.Energy - (storedTo - storedFrom)))) return whole;
        if (halvings > 1 && ofFirst > allowed) first = Halved(first, from, middle, storedFrom, stored, allowed, halvings - 1);
        if (halvings > 1 && ofSecond > allowed) second = Halved(second, middle, to, stored, storedTo, allowed, halvings - 1);
        return first + second;
    }

    // What passes between two shares of the last step.
    private Passage Between(double from, double to)
    {
        var sum = default(Passage);
        for (var s = 0; s < 3; s++)
        {
            var share = from + (to - from) * Radau.Nodes[s];
            radau.Along(share, _q, _rate);
            sum += At(radau.PreviousTime + share * radau.LastStep, Radau.Weights[s] * (to - from) * radau.LastStep);
        }
        return sum;
    }

    // What flows in the state _q with the rates _rate, for the time weight.
    private Passage At(double t, double weight)
    {
        var (traffic, losses, taken) = (weight * loop.ChannelTraffic(_q), weight * loop.Losses(t, _q, _rate), weight * loop.TakenByAir(_q));
        if (!loop.IsConnected) return new Passage(0, 0, 0, traffic, taken, losses);
        var terminal = weight * loop.TerminalCurrent(t, _q, _rate);
        var source = loop.SourceVoltage(t, _q);
        return new Passage(terminal, source * terminal, (source - loop.RestVoltage(_q)) * terminal, traffic, taken, losses);
    }
}

using EcramSim.Crossbar.Programming;
using EcramSim.Ecram.Forms;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tiles;

public sealed partial class GroupTile
{
    /// <summary>Writes all weights by pulses, row by row and verified: each reading is the weight, with the noise of <paramref name="how"/>.</summary>
    public ProgrammingResult Program(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(how);
        how.Check();
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        if (_form is PeriodicCarry) return ProgramInTurn(weights, how, cancellation);
        var before = Ledger;
        var (wanted, held, spent, counts) = (weights.ToArray(), new float[weights.Length], new int[weights.Length], new int[Columns]);
        var noise = new RandomStream(_seed, $"{Name}/program/read-noise");
        int rounds = 0, readings = 0;
        for (var writes = true; writes;)
        {
            cancellation.ThrowIfCancellationRequested();
            writes = false;
            rounds++;
            GetWeights(held);
            for (var i = 0; i < Rows; i++)
            {
                var any = false;
                readings++;
                for (var j = 0; j < Columns; j++)
                {
                    var cell = i * Columns + j;
                    var reading = held[cell] + (how.ReadNoise == 0 ? 0 : how.ReadNoise * noise.NextNormal());
                    counts[j] = how.PulsesFor(wanted[cell] - reading, Granularity, spent[cell]);
                    spent[cell] += Math.Abs(counts[j]);
                    any |= counts[j] != 0;
                }
                if (!any) continue;
                writes = true;
                PulseRow(i, counts);
            }
            if (_form is OneSidedPair pair) Refresh(pair);
        }
        GetWeights(held);
        var after = Ledger;
        return new ProgrammingResult(Rows, Columns, wanted, held, spent, how.Tolerance, rounds, readings, after.Energy - before.Energy, after.Time - before.Time, null);
    }

    // Cells near their upper end: both of the pair to the lower one, then pulses up to the difference again.
    private void Refresh(OneSidedPair pair)
    {
        float[] first = Held(0), second = Held(1);
        var limit = (float)(_low + pair.RefreshAbove * (_high - _low));
        var targets = new float[first.Length];
        var refreshed = new List<int>();
        for (var i = 0; i < targets.Length; i++)
        {
            if (first[i] < limit && second[i] < limit) continue;
            refreshed.Add(i);
            targets[i] = first[i] - second[i];
            (first[i], second[i]) = ((float)_low, (float)_low);
            _resets += 2;
        }
        if (refreshed.Count == 0) return;
        _parts[0].SetWeights(first, clip: true);
        _parts[1].SetWeights(second, clip: true);
        var counts = new int[Columns];
        for (var k = 0; k < 2; k++)
        {
            // Cells that have arrived get no more pulses, and are not looked at again; the others stay in the order of rows.
            int[] waiting = [.. refreshed];
            var left = waiting.Length;
            for (var pulses = 0; pulses < MostPulsesOfRefresh && left > 0; pulses++)
            {
                var now = Held(k);
                var (kept, end) = (0, left);
                for (var at = 0; at < end;)
                {
                    var (row, from) = (waiting[at] / Columns, kept);
                    for (; at < end && waiting[at] < (row + 1) * Columns; at++)
                    {
                        var i = waiting[at];
                        // Half a step short is as near as one more pulse would come.
                        if ((k == 0 ? targets[i] : -targets[i]) > now[i] - (float)_low + (float)_step / 2) waiting[kept++] = i;
                    }
                    if (kept == from) continue;
                    foreach (var i in waiting.AsSpan(from..kept)) counts[i - row * Columns] = 1;
                    _parts[k].PulseRow(row, counts);
                    Array.Clear(counts);
                }
                left = kept;
            }
        }
    }
}

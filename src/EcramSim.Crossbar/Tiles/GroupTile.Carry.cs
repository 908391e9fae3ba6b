using EcramSim.Crossbar.Programming;
using EcramSim.Ecram.Forms;

namespace EcramSim.Crossbar.Tiles;

public sealed partial class GroupTile
{
    // Rounds of verified pulses; cells whose noise is larger than their step would chatter around the target for ever.
    private const int MostRoundsOfCarry = 60, MostPulsesOfRound = 64;

    // The first cell takes what it can hold, each next one what those before it left.
    private float[] Rest(int k, float[] weights)
    {
        var rest = (float[])weights.Clone();
        for (var before = 0; before < k; before++)
        {
            var held = Held(before);
            for (var i = 0; i < rest.Length; i++) rest[i] -= _shares[before] * held[i];
        }
        for (var i = 0; i < rest.Length; i++) rest[i] = Math.Clamp(rest[i] / _shares[k], (float)_low, (float)_high);
        return rest;
    }

    // Cell after cell, the coarse ones to their own step, the last to what is asked of the weight.
    private ProgrammingResult ProgramInTurn(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation)
    {
        var before = Ledger;
        var (wanted, held, spent) = (weights.ToArray(), new float[weights.Length], new int[weights.Length]);
        var (rounds, readings) = (0, 0L);
        for (var k = 0; k < _parts.Length; k++)
        {
            var last = k == _parts.Length - 1;
            var result = _parts[k].Program(Rest(k, wanted), how with { Tolerance = last ? how.Tolerance / _shares[k] : Math.Max(how.Tolerance, _step) }, cancellation);
            rounds += result.Rounds;
            readings += result.Readings;
            for (var i = 0; i < spent.Length; i++) spent[i] += result.Pulses[i];
        }
        GetWeights(held);
        var after = Ledger;
        return new ProgrammingResult(Rows, Columns, wanted, held, spent, how.Tolerance, rounds, readings, after.Energy - before.Energy, after.Time - before.Time, null);
    }

    // From the last cell upwards, so that a carry may cause the next one.
    private void Carry(PeriodicCarry carry)
    {
        for (var k = _parts.Length - 1; k > 0; k--)
        {
            var ratio = _shares[k] / _shares[k - 1];
            var far = Far(k, carry.CarryAbove);
            if (!far.Contains(true)) continue;
            var (own, next) = (Held(k), Held(k - 1));
            var targets = new float[own.Length];
            for (var i = 0; i < own.Length; i++) targets[i] = Math.Clamp(next[i] + ratio * own[i], (float)_low, (float)_high);
            Drive(k - 1, targets, far);
            // What the next cell took goes from this one, no more and no less: the weight stays what it was.
            var taken = Held(k - 1);
            for (var i = 0; i < own.Length; i++) targets[i] = Math.Clamp(own[i] - (taken[i] - next[i]) / ratio, (float)_low, (float)_high);
            Drive(k, targets, far);
        }
    }

    // Which cells read as far out, column by column through the periphery, as any other read.
    private bool[] Far(int k, double above)
    {
        var (unit, column, far) = (new float[Columns], new float[Rows], new bool[Rows * Columns]);
        for (var j = 0; j < Columns; j++)
        {
            unit[j] = 1;
            _parts[k].Forward(unit, column, 1);
            unit[j] = 0;
            for (var i = 0; i < Rows; i++) far[i * Columns + j] = column[i] > above * _high || column[i] < above * _low;
        }
        return far;
    }

    // Verified pulses until each chosen cell is within half a step of its target.
    private void Drive(int k, float[] targets, bool[] chosen)
    {
        var (counts, step) = (new int[Columns], _parts[k].Granularity);
        for (var round = 0; round < MostRoundsOfCarry; round++)
        {
            var now = Held(k);
            var writes = false;
            for (var row = 0; row < Rows; row++)
            {
                var any = false;
                for (var j = 0; j < Columns; j++)
                {
                    var i = row * Columns + j;
                    var wanted = chosen[i] ? (targets[i] - now[i]) / step : 0;
                    counts[j] = Math.Abs(wanted) <= 0.5 ? 0 : Math.Sign(wanted) * (int)Math.Clamp(Math.Round(Math.Abs(wanted)), 1, MostPulsesOfRound);
                    any |= counts[j] != 0;
                }
                if (!any) continue;
                writes = true;
                _parts[k].PulseRow(row, counts);
            }
            if (!writes) return;
        }
    }
}

using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tiles;

public sealed partial class Tile<TLaw>
{
    /// <inheritdoc/>
    public ProgrammingResult Program(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(how);
        how.Check();
        BatchShape.Check(Name, weights.Length, Rows * Columns, Rows * Columns, Rows * Columns, 1);
        for (var k = 0; k < weights.Length; k++)
            if (!(weights[k] >= Minimum && weights[k] <= Maximum))
                throw new InputException(FormattableString.Invariant($"tile '{Name}': the weight {weights[k]} of row {k / Columns + 1}, column {k % Columns + 1} lies outside the window [{Minimum}, {Maximum}] of the cells"));
        var before = _programmed;
        var spent = new int[Rows * Columns];
        var counts = new int[_weights.Stride * Rows];
        var noise = new float[_weights.Stride];
        var rounds = 0;
        long readings = 0, slots = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var (up, down, read) = (new int[Columns], new int[Columns], new bool[Columns]);
            Array.Clear(counts);
            var writes = false;
            for (var i = 0; i < Rows; i++)
            {
                if (how.ReadNoise != 0) NormalLanes.Fill(_verifyNoise, (uint)i, _programStep, noise);
                for (var j = 0; j < Columns; j++)
                {
                    var cell = i * Columns + j;
                    var reading = _weights.Values[i * _weights.Stride + j] + how.ReadNoise * noise[j];
                    var count = how.PulsesFor(weights[cell] - reading, _law.Granularity, spent[cell]);
                    if (spent[cell] < how.Budget) read[j] = true;
                    if (count == 0) continue;
                    writes = true;
                    counts[i * _weights.Stride + j] = count;
                    spent[cell] += Math.Abs(count);
                    if (count > 0) up[j] = Math.Max(up[j], count); else down[j] = Math.Max(down[j], -count);
                }
            }
            rounds++;
            readings += read.Count(r => r);
            var readingTime = read.Count(r => r) * _options.ReadTime;
            if (!writes)
            {
                if (_cost is not null) Pass(readingTime);
                break;
            }
            Pulse(counts);
            // All cells of a word line go up together, then all go down. What drifts meanwhile is seen by the next reading.
            var taken = up.Sum() + down.Sum();
            slots += taken;
            if (_cost is not null) Pass(taken * _cost.Time + readingTime);
            _programStep++;
        }
        while (true);
        _programStep++;
        _programmed = _programmed with { Slots = _programmed.Slots + slots, WordPulses = _programmed.WordPulses + slots, Readings = _programmed.Readings + readings };
        var held = new float[weights.Length];
        GetWeights(held);
        var now = _programmed;
        var used = new Programmed(now.Up - before.Up, now.Down - before.Down, now.Slots - before.Slots, now.WordPulses - before.WordPulses, now.BitPulses - before.BitPulses, now.Readings - before.Readings);
        var bill = _tariff is null ? (OperationCost?)null : PriceOf(used);
        return new ProgrammingResult(Rows, Columns, weights.ToArray(), held, spent, how.Tolerance, rounds, readings,
            _cost is null ? null : used.Up * _cost.EnergyUp + used.Down * _cost.EnergyDown,
            _cost is null ? null : bill?.Time.Total ?? used.Slots * _cost.Time + used.Readings * _options.ReadTime, bill);
    }

    private void Pulse(int[] counts)
    {
        long ups = 0, downs = 0;
        for (var i = 0; i < Rows; i++)
        {
            var row = counts.AsSpan(i * _weights.Stride, _weights.Stride);
            foreach (var count in row)
                if (count > 0) ups += count; else downs -= count;
            if (_isNominal) PulseKernel<TLaw, NominalCells>.Run(_law, _nominal, _weights, row, i, _programNoise, _programStep);
            else PulseKernel<TLaw, SpreadCells>.Run(_law, _spread, _weights, row, i, _programNoise, _programStep);
        }
        _programmed = _programmed with { Up = _programmed.Up + ups, Down = _programmed.Down + downs, BitPulses = _programmed.BitPulses + ups + downs };
        _faults?.Restore(_weights);
        _weights.Version++;
    }

    // A reading drives one word line at full voltage and senses every bit line.
    private OperationCost PriceOf(Programmed p)
    {
        var forward = _forward.Activity;
        var read = forward with { Reads = p.Readings, Inputs = 1, Cycles = 1, OutputsPerRead = forward.Planes, InputSquares = p.Readings };
        return _tariff!.Update(new TileActivity(Rows, Columns, forward, _backward.Activity, p.Up, p.Down, p.Slots, p.BitPulses, p.WordPulses)) + _tariff.Read(read, drivesWordLines: true);
    }

    private readonly record struct Programmed(long Up, long Down, long Slots, long WordPulses, long BitPulses, long Readings);
}

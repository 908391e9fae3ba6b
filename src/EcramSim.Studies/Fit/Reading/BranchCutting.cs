using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Fit.Reading;

/// <summary>Cuts the readings of one cell into branches of one direction.</summary>
internal static class BranchCutting
{
    private const int MostSkipped = 10_000;

    /// <param name="file">For messages.</param>
    /// <param name="device">Name of the cell.</param>
    /// <param name="rows">Its readings in order.</param>
    /// <param name="up">Direction of the pulse before each reading, by <see cref="PulseRow.Index"/>; null where none was applied.</param>
    /// <param name="guessed">Whether directions were guessed from the values: single large steps are resets then, no pulses.</param>
    /// <param name="notes">Told about resets.</param>
    internal static IEnumerable<MeasuredBranch> Cut(string file, string device, IReadOnlyList<PulseRow> rows, bool?[] up, bool guessed, List<string> notes)
    {
        var result = new List<MeasuredBranch>();
        var (resets, cycle) = (0, 1);
        bool? firstDirection = null;
        for (var start = 1; start < rows.Count;)
        {
            // A branch is every step of one direction within one cycle.
            if (up[rows[start].Index] is not { } direction || rows[start].Cycle != rows[start - 1].Cycle && up[rows[start - 1].Index] == direction)
            {
                start++;
                continue;
            }
            var end = start;
            while (end + 1 < rows.Count && up[rows[end + 1].Index] == direction && rows[end + 1].Cycle == rows[start].Cycle) end++;
            if (guessed && end - start < 2 && rows.Count > 20) resets++;
            else
            {
                // Without a column of cycles, a cycle begins wherever the first direction comes again.
                if (firstDirection is null) firstDirection = direction;
                else if (direction == firstDirection) cycle++;
                var turned = start > 1 || up[rows[0].Index] is { } first && first != direction;
                var keeps = !turned || end - start + 1 < MeasuredBranch.Shortest;
                var from = keeps ? start - 1 : start;
                var values = new double[end - from + 1];
                var counts = new int[values.Length];
                for (var i = from; i <= end; i++)
                {
                    values[i - from] = rows[i].Value;
                    counts[i - from] = i == from ? 1 : Count(file, rows[i - 1], rows[i]);
                }
                if (values.Length > 1)
                    result.Add(new MeasuredBranch(device, rows[start].Cycle > 0 ? rows[start].Cycle : cycle, direction, keeps ? null : rows[start - 1].Value, values, counts));
            }
            start = end + 1;
        }
        if (resets > 0) notes.Add($"{(device.Length > 0 ? device + ": " : "")}{resets} reversal{(resets == 1 ? "" : "s")} within two readings taken for resets, not for pulses");
        return result;
    }

    // Pulses between two readings: by their numbers where the file has them and they go on.
    private static int Count(string file, PulseRow before, PulseRow row)
    {
        if (before.Pulse is not { } a || row.Pulse is not { } b) return 1;
        if (b == a) throw new InputException($"{file}: line {row.Line}: pulse {b} stands there twice");
        // A count that begins anew with a branch or a cycle.
        if (b < a) return b <= 1 ? 1 : throw new InputException($"{file}: line {row.Line}: pulse {b} follows pulse {a}; rows must be in the order of the pulses");
        return b - a <= MostSkipped ? b - a : throw new InputException($"{file}: line {row.Line}: pulse {b} follows pulse {a}; at most {MostSkipped} may lie between two readings");
    }
}

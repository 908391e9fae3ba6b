namespace EcramSim.Studies.Fit.Reading;

/// <summary>Where a record turns from rising to falling and back: reversals smaller than a quarter of its range are noise.</summary>
internal static class TurningPoints
{
    private const double Threshold = 0.25;

    /// <summary>The direction of each step: entry i belongs to the step from value i − 1 to i; entry 0 repeats the first.</summary>
    internal static bool[] Directions(IReadOnlyList<double> values)
    {
        var up = new bool[values.Count];
        if (values.Count < 2) return up;
        var reversal = Threshold * (values.Max() - values.Min());
        int low = 0, high = 0, from = 0;
        bool? rising = null;
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] > values[high]) high = i;
            if (values[i] < values[low]) low = i;
            if (rising != false && values[high] - values[i] >= reversal && reversal > 0)
            {
                // It fell: everything up to the top was rising.
                Mark(from, high, true);
                (from, low, rising) = (high, i, false);
                high = i;
            }
            else if (rising != true && values[i] - values[low] >= reversal && reversal > 0)
            {
                Mark(from, low, false);
                (from, high, rising) = (low, i, true);
                low = i;
            }
        }
        Mark(from, values.Count - 1, rising ?? values[^1] >= values[0]);
        up[0] = up[1];
        return up;

        void Mark(int start, int end, bool direction)
        {
            for (var i = start + 1; i <= end; i++) up[i] = direction;
        }
    }
}

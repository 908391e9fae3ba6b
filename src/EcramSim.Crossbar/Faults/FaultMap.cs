using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Faults;

/// <summary>The faults of one array: which cells keep which weight, and how fast the reference of each output drifts.</summary>
internal sealed class FaultMap
{
    private readonly int[] _cells;
    private readonly float[] _values;
    private readonly float[] _drift;

    private FaultMap(int[] cells, float[] values, float[] drift) => (_cells, _values, _drift) = (cells, values, drift);

    /// <summary>Cells that keep their weight whatever is written.</summary>
    public int Cells => _cells.Length;

    /// <summary>
    /// Draws the faults; null where nothing is broken. A cell that is stuck stays at <paramref name="minimum"/> or <paramref name="maximum"/>, or at ±1,
    /// the edge of the used window, where weights have no bound.
    /// </summary>
    public static FaultMap? Draw(ArrayFaults faults, WeightMatrix weights, double minimum, double maximum, ulong seed, string name)
    {
        if (faults == ArrayFaults.None) return null;
        var low = (float)(double.IsFinite(minimum) ? minimum : -1);
        var high = (float)(double.IsFinite(maximum) ? maximum : 1);
        // A stream each: more of one fault never moves another.
        RandomStream Stream(string fault) => new(seed, $"{name}/fabricate/{fault}");
        var (stuck, inputs, outputs, references) = (Stream("stuck"), Stream("dead-inputs"), Stream("dead-outputs"), Stream("references"));
        bool[] deadInput = [.. Enumerable.Range(0, weights.Columns).Select(_ => inputs.NextDouble() < faults.DeadInputs)];
        bool[] deadOutput = [.. Enumerable.Range(0, weights.Rows).Select(_ => outputs.NextDouble() < faults.DeadOutputs)];
        var (cells, values) = (new List<int>(), new List<float>());
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
            {
                var u = stuck.NextDouble();
                float? value = deadInput[j] || deadOutput[i] ? 0 : u < faults.StuckLow ? low : u < faults.StuckLow + faults.StuckHigh ? high : null;
                if (value is not { } kept) continue;
                cells.Add(i * weights.Stride + j);
                values.Add(kept);
            }
        float[] drift = faults.ReferenceDrift == 0 ? [] : [.. Enumerable.Range(0, weights.Rows).Select(_ =>
        {
            var (u, xi) = (references.NextDouble(), references.NextNormal());
            return u < faults.DriftingReferences ? (float)(faults.ReferenceDrift * xi) : 0;
        })];
        return new FaultMap([.. cells], [.. values], drift);
    }

    /// <summary>Puts the broken cells back to what they hold.</summary>
    public void Restore(WeightMatrix weights)
    {
        for (var k = 0; k < _cells.Length; k++) weights.Values[_cells[k]] = _values[k];
    }

    /// <summary>Forward: y_i −= d_i·t·Σx, what the reference of output i has drifted by.</summary>
    public void Shift(ReadOnlySpan<float> x, Span<float> y, double age)
    {
        if (_drift.Length == 0 || age == 0) return;
        var sum = 0f;
        foreach (var v in x) sum += v;
        for (var i = 0; i < y.Length; i++) y[i] -= _drift[i] * (float)age * sum;
    }

    /// <summary>Backward: every g_j −= Σ d_i·t·δ_i.</summary>
    public void ShiftBack(ReadOnlySpan<float> d, Span<float> g, double age)
    {
        if (_drift.Length == 0 || age == 0) return;
        var sum = 0f;
        for (var i = 0; i < d.Length; i++) sum += _drift[i] * (float)age * d[i];
        foreach (ref var v in g) v -= sum;
    }
}

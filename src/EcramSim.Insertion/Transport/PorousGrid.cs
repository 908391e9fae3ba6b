namespace EcramSim.Insertion.Transport;

/// <summary>Finite volumes through a stack of porous layers, equal within each. Immutable.</summary>
public sealed class PorousGrid
{
    private readonly double[] _widths, _porosities, _efficiencies;

    /// <summary>A grid of <paramref name="cells"/> volumes per layer.</summary>
    public PorousGrid(IReadOnlyList<PorousLayer> layers, IReadOnlyList<int> cells)
    {
        if (layers.Count != cells.Count || cells.Any(c => c < 2)) throw new ArgumentException("every layer needs at least two cells");
        _widths = [.. layers.Zip(cells).SelectMany(l => Enumerable.Repeat(l.First.Thickness / l.Second, l.Second))];
        _porosities = [.. layers.Zip(cells).SelectMany(l => Enumerable.Repeat(l.First.Porosity, l.Second))];
        _efficiencies = [.. layers.Zip(cells).SelectMany(l => Enumerable.Repeat(l.First.Efficiency, l.Second))];
    }

    /// <summary>Volumes.</summary>
    public int Count => _widths.Length;

    /// <summary>m.</summary>
    public ReadOnlySpan<double> Widths => _widths;

    /// <summary>Share of the solution.</summary>
    public ReadOnlySpan<double> Porosities => _porosities;

    /// <summary>Effective over free transport in the solution.</summary>
    public ReadOnlySpan<double> Efficiencies => _efficiencies;

    /// <summary>Solution per area in a quantity known per volume of solution: Σ ε·w·v.</summary>
    public double Amount(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var k = 0; k < _widths.Length; k++) sum += _porosities[k] * _widths[k] * values[k];
        return sum;
    }
}

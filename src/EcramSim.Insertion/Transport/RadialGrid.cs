namespace EcramSim.Insertion.Transport;

/// <summary>
/// Finite volumes around nodes from r = 0 to the surface, where the last node lies: the filling at the interface is an unknown, never an
/// extrapolation. Faces lie half way between nodes; volumes are shares of the particle, areas are per volume of the particle. Immutable.
/// </summary>
public sealed class RadialGrid
{
    private readonly double[] _nodes, _volumes, _areas, _spacings;

    /// <summary>A grid on given nodes; smooth grading keeps the second order.</summary>
    /// <param name="geometry">The shape.</param>
    /// <param name="nodes">Increasing from 0, m; at least 3.</param>
    public RadialGrid(Geometry geometry, IReadOnlyList<double> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes.Count, 3);
        if (nodes[0] != 0 || nodes.Zip(nodes.Skip(1)).Any(p => !(p.Second > p.First)) || !double.IsFinite(nodes[^1]))
            throw new ArgumentException("nodes must increase from 0", nameof(nodes));
        Geometry = geometry;
        _nodes = [.. nodes];
        var n = _nodes.Length;
        (_volumes, _areas, _spacings) = (new double[n], new double[n], new double[n - 1]);
        var power = (int)geometry + 1;
        var previous = 0.0;
        for (var k = 0; k < n; k++)
        {
            // In units of the radius: no overflow of nanometres cubed.
            var face = k + 1 < n ? 0.5 * (_nodes[k] + _nodes[k + 1]) / Radius : 1;
            if (k + 1 < n) _spacings[k] = _nodes[k + 1] - _nodes[k];
            _areas[k] = power * Math.Pow(face, power - 1) / Radius;
            var enclosed = Math.Pow(face, power);
            _volumes[k] = enclosed - previous;
            previous = enclosed;
        }
    }

    /// <summary>The shape.</summary>
    public Geometry Geometry { get; }

    /// <summary>Nodes.</summary>
    public int Count => _nodes.Length;

    /// <summary>From r = 0 to the surface, m.</summary>
    public double Radius => _nodes[^1];

    /// <summary>Surface per volume, 1/m: 1, 2 or 3 over the radius.</summary>
    public double AreaPerVolume => _areas[^1];

    /// <summary>r of each node, m.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>Distance from node k to node k + 1, m.</summary>
    public ReadOnlySpan<double> Spacings => _spacings;

    /// <summary>Volume around each node as a share of all.</summary>
    public ReadOnlySpan<double> Volumes => _volumes;

    /// <summary>Area of the face outside node k per volume of the particle, 1/m; the last is the surface.</summary>
    public ReadOnlySpan<double> Areas => _areas;

    /// <summary>Equal distances.</summary>
    /// <param name="geometry">The shape.</param>
    /// <param name="radius">Radius, or thickness to the closed face, m.</param>
    /// <param name="nodes">At least 3.</param>
    public static RadialGrid Uniform(Geometry geometry, double radius, int nodes) => Graded(geometry, radius, nodes, 1);

    /// <summary>Distances that shrink towards the surface in a geometric series; <paramref name="ratio"/> is the innermost over the outermost.</summary>
    public static RadialGrid Graded(Geometry geometry, double radius, int nodes, double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 3);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        var factor = Math.Pow(ratio, -1.0 / (nodes - 2));
        var r = new double[nodes];
        for (var k = 1; k < nodes; k++) r[k] = r[k - 1] + Math.Pow(factor, k - 1);
        for (var k = 1; k < nodes; k++) r[k] = k == nodes - 1 ? radius : r[k] / r[^1] * radius;
        return new(geometry, r);
    }

    /// <summary>Mean of a quantity that is known at the nodes.</summary>
    public double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var k = 0; k < _volumes.Length; k++) sum += _volumes[k] * values[k];
        return sum;
    }
}

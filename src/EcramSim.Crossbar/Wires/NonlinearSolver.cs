namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Node voltages of an array whose cells are not ohmic, by Newton's method on the co-content of the network: convex, because every cell's
/// current rises with its voltage, so that a step along the Newton direction with a line search always comes nearer. Cells with
/// exponential laws are driven up in steps of their scale. One solver is used by one thread at a time.
/// </summary>
public sealed class NonlinearSolver
{
    // Largest growth of v/v₀ in one step of the drive.
    private const double RampStep = 2;
    private const int Halvings = 60;

    private readonly double[] _conductances;
    private readonly Field _extra, _word, _bit;

    /// <summary>A solver for cells of <paramref name="law"/>; arguments and errors as <see cref="NodalSolver(Wiring, int, int, ReadOnlySpan{double})"/>.</summary>
    public NonlinearSolver(Wiring wiring, int rows, int columns, ReadOnlySpan<double> conductances, ICellLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        Linear = new NodalSolver(wiring, rows, columns, conductances);
        Law = law;
        _conductances = conductances.ToArray();
        (_extra, _word, _bit) = (new Field(Linear.Grid.Size), new Field(Linear.Grid.Size), new Field(Linear.Grid.Size));
    }

    /// <summary>The law of the cells.</summary>
    public ICellLaw Law { get; }

    /// <summary>The network linearised at the last solution: its gradients are those of the nonlinear one.</summary>
    public NodalSolver Linear { get; }

    /// <summary>Newton steps of the last solve.</summary>
    public int Steps { get; private set; }

    /// <summary>Node voltages, currents and powers for one set of source voltages; arguments as <see cref="NodalSolver.Solve"/>.</summary>
    /// <exception cref="ArithmeticException">The line search finds no smaller co-content: the law does not rise, or rounding rules.</exception>
    public NodalSolution Solve(ReadOnlySpan<double> words, ReadOnlySpan<double> bits = default, double tolerance = NodalSolver.DefaultTolerance)
    {
        double[] w = words.ToArray(), b = bits.ToArray();
        var largest = w.Concat(b).Select(Math.Abs).DefaultIfEmpty(0).Max();
        // Between two words or bits lies up to twice the largest voltage.
        var ramps = (int)Math.Max(1, Math.Ceiling(2 * largest / (RampStep * Law.Scale)));
        Steps = 0;
        Linear.WarmStart = false;
        Linear.SetConductances(_conductances);
        for (var ramp = 1; ramp <= ramps; ramp++)
        {
            double[] Scaled(double[] v) => Array.ConvertAll(v, x => x * ramp / ramps);
            var (drivenWords, drivenBits) = (Scaled(w), Scaled(b));
            if (ramp == 1)
            {
                Linear.Run(drivenWords, drivenBits, tolerance);
                Keep();
                Linear.WarmStart = true;
            }
            else
            {
                // Lines without resistance must stand at their new sources before the first step.
                Scale(_word, ramp / (ramp - 1.0));
                Scale(_bit, ramp / (ramp - 1.0));
            }
            while (!Step(drivenWords, drivenBits, tolerance, largest)) { }
        }
        // The cells' currents of the last linearisation are those of the law, to second order of a step that was tiny.
        var grid = Linear.Grid;
        var solution = new Readout(grid, Linear.Words, Linear.Bits, Linear.Conductances, Linear.WordNodes, Linear.BitNodes, _extra, Linear.Sources, Linear.Sinks).Solution(Steps, Linear.ErrorEstimate);
        GC.KeepAlive(this);
        return solution;
    }

    // One Newton step; true where it was whole and smaller than the tolerance.
    private bool Step(double[] words, double[] bits, double tolerance, double scale)
    {
        Linearise();
        _bit.Span.CopyTo(Linear.BitNodes.Span);
        Linear.Run(words, bits, tolerance, _extra);
        GC.KeepAlive(this);
        Steps++;
        var grid = Linear.Grid;
        var moved = 0.0;
        for (var k = 0; k < grid.Size; k++)
            moved = Math.Max(moved, Math.Max(Math.Abs(Linear.WordNodes.Span[k] - _word.Span[k]), Math.Abs(Linear.BitNodes.Span[k] - _bit.Span[k])));
        var t = moved <= tolerance * scale ? 1 : Along(moved);
        if (t == 1)
        {
            Keep();
            return moved <= Math.Max(tolerance, 1e-14) * scale;
        }
        Blend(_word, Linear.WordNodes, t);
        Blend(_bit, Linear.BitNodes, t);
        return false;
    }

    // Where along the step the co-content is smallest, roughly: its slope there is a tenth of that at the start, or the whole step still descends.
    private double Along(double moved)
    {
        var start = -Curvature();
        double low = 0, high = 1;
        for (var n = 0; n < Halvings; n++)
        {
            var t = n == 0 ? 1 : 0.5 * (low + high);
            var slope = (1 - t) * start + Mismatch(t);
            if (double.IsFinite(slope) && (Math.Abs(slope) <= 0.1 * Math.Abs(start) || (t == 1 && slope <= 0))) return t;
            if (double.IsFinite(slope) && slope < 0) low = t;
            else high = t;
        }
        if (low > 0) return low;
        throw new ArithmeticException(FormattableString.Invariant($"nonlinear cells: after {Steps} Newton steps, the last of {moved:G3} V, no shorter step comes nearer; does the law of the cells rise everywhere?"));
    }

    // δᵀHδ of the step with the linearised network H.
    private double Curvature()
    {
        var grid = Linear.Grid;
        double[] w = new double[grid.Rows * grid.Columns], b = new double[w.Length];
        for (var i = 0; i < grid.Rows; i++)
            for (var j = 0; j < grid.Columns; j++)
            {
                var k = i * grid.Stride + j;
                w[i * grid.Columns + j] = Linear.WordNodes.Span[k] - _word.Span[k];
                b[i * grid.Columns + j] = Linear.BitNodes.Span[k] - _bit.Span[k];
            }
        Field dw = new(grid.Size), db = new(grid.Size), zeroWords = new(grid.PaddedRows), zeroBits = new(grid.PaddedColumns);
        grid.Load(w, dw);
        grid.Load(b, db);
        // With all sources at 0 V, the power of the network at the voltages δ.
        var solution = new Readout(grid, Linear.Words, Linear.Bits, Linear.Conductances, dw, db, null, zeroWords, zeroBits).DropPower();
        // Pointers into fields do not keep them.
        foreach (var field in new[] { dw, db, zeroWords, zeroBits }) GC.KeepAlive(field);
        GC.KeepAlive(Linear);
        return solution;
    }

    // What the cells add to the slope at t beyond their linearisation.
    private double Mismatch(double t)
    {
        var grid = Linear.Grid;
        var sum = 0.0;
        for (var i = 0; i < grid.Rows; i++)
            for (var j = 0; j < grid.Columns; j++)
            {
                var k = i * grid.Stride + j;
                var g = _conductances[i * grid.Columns + j];
                if (g == 0) continue;
                var v = _word.Span[k] - _bit.Span[k];
                var step = Linear.WordNodes.Span[k] - Linear.BitNodes.Span[k] - v;
                sum += step * (Law.Current(v + t * step, g) - Linear.Conductances.Span[k] * (v + t * step) - _extra.Span[k]);
            }
        return sum;
    }

    private void Linearise()
    {
        var grid = Linear.Grid;
        for (var i = 0; i < grid.Rows; i++)
            for (var j = 0; j < grid.Columns; j++)
            {
                var (k, g) = (i * grid.Stride + j, _conductances[i * grid.Columns + j]);
                var v = _word.Span[k] - _bit.Span[k];
                var slope = g == 0 ? 0 : Law.Slope(v, g);
                Linear.Conductances.Span[k] = slope;
                _extra.Span[k] = g == 0 ? 0 : Law.Current(v, g) - slope * v;
            }
        Linear.Factor();
    }

    private void Keep()
    {
        Linear.WordNodes.Span.CopyTo(_word.Span);
        Linear.BitNodes.Span.CopyTo(_bit.Span);
    }

    private static void Scale(Field field, double factor)
    {
        foreach (ref var v in field.Span) v *= factor;
    }

    private static void Blend(Field from, Field to, double t)
    {
        Span<double> a = from.Span, b = to.Span;
        for (var k = 0; k < a.Length; k++) a[k] += t * (b[k] - a[k]);
    }
}

namespace EcramSim.Ecram.Numerics;

/// <summary>
/// Radau IIA with three stages: order 5, L-stable, stiffly accurate, with error control by the embedded formula
/// (Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.8). The caller takes the steps one by one
/// and may add up integrals over the stages with <see cref="Weights"/>; a discontinuity needs a new <see cref="Start"/>.
/// </summary>
public sealed class Radau
{
    private const int Stages = 3, MostIterations = 8;
    private const double Safety = 0.9, LargestGrowth = 10, SmallestShrink = 0.2;
    private static readonly double S6 = Math.Sqrt(6);
    // Real eigenvalue of the inverse Runge–Kutta matrix: 3 + 3^(2/3) − 3^(1/3).
    private static readonly double Gamma = 3 + Math.Pow(3, 2.0 / 3) - Math.Cbrt(3);
    private static readonly double[] Nodes = [(4 - S6) / 10, (4 + S6) / 10, 1];
    private static readonly double[,] A =
    {
        { (88 - 7 * S6) / 360, (296 - 169 * S6) / 1800, (-2 + 3 * S6) / 225 },
        { (296 + 169 * S6) / 1800, (88 + 7 * S6) / 360, (-2 - 3 * S6) / 225 },
        { (16 - S6) / 36, (16 + S6) / 36, 1.0 / 9 },
    };
    private static readonly double[] E = [(-13 - 7 * S6) / 3, (-13 + 7 * S6) / 3, -1.0 / 3];

    private readonly IStiffSystem _system;
    private readonly double _relative, _absolute, _newtonTolerance;
    private readonly int _n;
    private readonly double[] _state, _begin, _next, _rate, _jacobian, _error, _scale, _correction, _trial;
    private readonly double[] _z, _f, _oldZ;
    private readonly DenseLu _collocation, _errorMatrix;
    private double _step, _oldStep, _oldError, _oldAcceptedStep;

    /// <summary>An integrator for <paramref name="system"/>.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="relative">Relative tolerance of the solution, per step.</param>
    /// <param name="absolute">Absolute tolerance of the solution, in the unit of the states.</param>
    public Radau(IStiffSystem system, double relative, double absolute)
    {
        _system = system;
        // The embedded formula is of order 3: it overestimates the error of the order-5 solution by about this power (as in RADAU5).
        _relative = 0.1 * Math.Pow(relative, 2.0 / 3);
        _absolute = absolute * _relative / relative;
        _newtonTolerance = Math.Max(2e-15 / _relative, Math.Min(0.03, Math.Sqrt(_relative)));
        _n = system.Size;
        _state = new double[_n];
        _begin = new double[_n];
        _next = new double[_n];
        _rate = new double[_n];
        _error = new double[_n];
        _scale = new double[_n];
        _trial = new double[_n];
        _jacobian = new double[_n * _n];
        _correction = new double[Stages * _n];
        _z = new double[Stages * _n];
        _f = new double[Stages * _n];
        _oldZ = new double[Stages * _n];
        _collocation = new DenseLu(Stages * _n);
        _errorMatrix = new DenseLu(_n);
    }

    /// <summary>Weights of the stages in an integral over the step: ∫g dt = h Σ wᵢ g(Yᵢ), of order 5.</summary>
    public static ReadOnlySpan<double> Weights => WeightArray;

    private static readonly double[] WeightArray = [A[2, 0], A[2, 1], A[2, 2]];

    /// <summary>Time since <see cref="Start"/>, s.</summary>
    public double Time { get; private set; }

    /// <summary>Length of the last step, s.</summary>
    public double LastStep => _oldStep;

    /// <summary>Steps accepted since construction.</summary>
    public int Steps { get; private set; }

    /// <summary>The present state.</summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>f at the present state.</summary>
    public ReadOnlySpan<double> Rate => _rate;

    /// <summary>State at stage 0, 1 or 2 of the last step; stage 2 is its end.</summary>
    public void Stage(int index, Span<double> state)
    {
        for (var i = 0; i < _n; i++) state[i] = _begin[i] + _z[index * _n + i];
    }

    /// <summary>Begins at time 0 with <paramref name="state"/>; also at every discontinuity of f.</summary>
    public void Start(ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        Time = 0;
        _oldStep = _oldAcceptedStep = 0;
        _oldError = 1;
        _system.Rate(_state, _rate);
        _system.Jacobian(_state, _jacobian);
        var fastest = 0.0;
        for (var i = 0; i < _n; i++) fastest = Math.Max(fastest, Math.Abs(_jacobian[i * _n + i]));
        _step = fastest > 0 ? 0.1 / fastest : double.PositiveInfinity;
    }

    /// <summary>One accepted step that ends at <paramref name="end"/> at the latest.</summary>
    /// <exception cref="ArithmeticException">The step became too small: time, step and state stand in the message.</exception>
    public void Step(double end)
    {
        var h = Math.Min(_step, end - Time);
        // A sliver before the end would only cost a step of its own.
        if (Time + 1.0001 * h >= end) h = end - Time;
        else if (Time + 2 * h > end) h = 0.5 * (end - Time);
        var rejected = false;
        while (true)
        {
            if (!(h > 1e-30) || (Time > 0 && Time + h == Time))
                throw new ArithmeticException(FormattableString.Invariant($"no convergence at t = {Time:G6} s with step {h:G3} s, state [{string.Join(", ", _state.Select(v => v.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)))}]"));
            var iterations = Solve(h);
            if (iterations == 0)
            {
                h *= 0.25;
                rejected = true;
                continue;
            }
            var error = ErrorNorm(h, rejected);
            var safety = Safety * (2 * MostIterations + 1) / (2 * MostIterations + iterations);
            var factor = error == 0 ? LargestGrowth : Math.Pow(error, -0.25);
            if (!(error < 1))
            {
                h *= double.IsFinite(error) ? Math.Max(SmallestShrink, safety * factor) : SmallestShrink;
                rejected = true;
                continue;
            }
            // Gustafsson's predictive controller.
            if (_oldAcceptedStep > 0 && error > 0) factor = Math.Min(factor, h / _oldAcceptedStep * Math.Pow(_oldError, 0.25) * Math.Pow(error, -0.5));
            var growth = Math.Min(LargestGrowth, Math.Max(SmallestShrink, safety * factor));
            if (rejected) growth = Math.Min(growth, 1);
            Accept(h, error, h < _step && !rejected ? Math.Max(_step, growth * h) : growth * h, end);
            return;
        }
    }

    private void Accept(double h, double error, double next, double end)
    {
        _state.CopyTo(_begin, 0);
        _next.CopyTo(_state, 0);
        _z.CopyTo(_oldZ, 0);
        Time = h >= end - Time ? end : Time + h;
        (_oldStep, _oldAcceptedStep, _oldError, _step) = (h, h, Math.Max(error, 1e-8), next);
        Steps++;
        _system.Rate(_state, _rate);
        _system.Jacobian(_state, _jacobian);
    }

    // Simplified Newton on the collocation equations z = h A f(y + z); 0 when it does not converge.
    private int Solve(double h)
    {
        BuildMatrices(h);
        if (!_collocation.Factor() || !_errorMatrix.Factor()) return 0;
        Predict(h);
        for (var i = 0; i < _n; i++) _scale[i] = _absolute + _relative * Math.Abs(_state[i]);
        double oldNorm = 0;
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            for (var s = 0; s < Stages; s++)
            {
                for (var i = 0; i < _n; i++) _trial[i] = _state[i] + _z[s * _n + i];
                _system.Rate(_trial, _f.AsSpan(s * _n, _n));
            }
            for (var s = 0; s < Stages; s++)
                for (var i = 0; i < _n; i++)
                    _correction[s * _n + i] = -_z[s * _n + i] + h * (A[s, 0] * _f[i] + A[s, 1] * _f[_n + i] + A[s, 2] * _f[2 * _n + i]);
            _collocation.Solve(_correction);
            var sum = 0.0;
            for (var k = 0; k < _correction.Length; k++)
            {
                _z[k] += _correction[k];
                var scaled = _correction[k] / _scale[k % _n];
                sum += scaled * scaled;
            }
            var norm = Math.Sqrt(sum / _correction.Length);
            if (!double.IsFinite(norm)) return 0;
            if (norm == 0) return Finish(iteration);
            var contraction = oldNorm > 0 ? norm / oldNorm : double.NaN;
            if (contraction >= 1 || (contraction > 0 && Math.Pow(contraction, MostIterations - iteration) / (1 - contraction) * norm > _newtonTolerance))
            {
                // Rounding, not divergence, once the correction is far below the tolerance.
                return norm < 0.1 * _newtonTolerance ? Finish(iteration) : 0;
            }
            if (contraction / (1 - contraction) * norm < _newtonTolerance || norm < 1e-4 * _newtonTolerance) return Finish(iteration);
            oldNorm = norm;
        }
        return 0;
    }

    private int Finish(int iterations)
    {
        for (var i = 0; i < _n; i++) _next[i] = _state[i] + _z[2 * _n + i];
        return iterations;
    }

    private void BuildMatrices(double h)
    {
        var m = Stages * _n;
        var big = _collocation.Matrix;
        for (var s = 0; s < Stages; s++)
            for (var t = 0; t < Stages; t++)
                for (var i = 0; i < _n; i++)
                    for (var j = 0; j < _n; j++)
                        big[(s * _n + i) * m + t * _n + j] = (s == t && i == j ? 1 : 0) - h * A[s, t] * _jacobian[i * _n + j];
        for (var i = 0; i < _n; i++)
            for (var j = 0; j < _n; j++) _errorMatrix.Matrix[i * _n + j] = (i == j ? Gamma / h : 0) - _jacobian[i * _n + j];
    }

    // The collocation polynomial of the last step, carried on: a start close to the solution.
    private void Predict(double h)
    {
        if (_oldStep == 0)
        {
            Array.Clear(_z);
            return;
        }
        for (var s = 0; s < Stages; s++)
        {
            var t = 1 + Nodes[s] * h / _oldStep;
            for (var i = 0; i < _n; i++)
            {
                var sum = 0.0;
                for (var k = 0; k < Stages; k++)
                {
                    var basis = t / Nodes[k];
                    for (var l = 0; l < Stages; l++) if (l != k) basis *= (t - Nodes[l]) / (Nodes[k] - Nodes[l]);
                    sum += basis * _oldZ[k * _n + i];
                }
                _z[s * _n + i] = sum - _oldZ[2 * _n + i];
            }
        }
    }

    private double ErrorNorm(double h, bool rejected)
    {
        for (var i = 0; i < _n; i++)
        {
            _scale[i] = _absolute + _relative * Math.Max(Math.Abs(_state[i]), Math.Abs(_next[i]));
            _error[i] = _rate[i] + StageError(i, h);
        }
        _errorMatrix.Solve(_error);
        var norm = Norm(_error);
        if (norm < 1 || !(rejected || Steps == 0)) return norm;
        for (var i = 0; i < _n; i++) _trial[i] = _state[i] + _error[i];
        _system.Rate(_trial, _error);
        for (var i = 0; i < _n; i++) _error[i] += StageError(i, h);
        _errorMatrix.Solve(_error);
        return Norm(_error);
    }

    private double StageError(int i, double h) => (E[0] * _z[i] + E[1] * _z[_n + i] + E[2] * _z[2 * _n + i]) / h;

    private double Norm(double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < _n; i++) sum += values[i] / _scale[i] * (values[i] / _scale[i]);
        return Math.Sqrt(sum / _n);
    }
}

namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Adaptive implicit integration of stiff differential-algebraic systems of index 1, M·y′ = f(t, y): Radau IIA with three stages, of order 5,
/// L-stable and stiffly accurate, with error control by the embedded formula (Hairer and Wanner, Solving Ordinary Differential Equations II,
/// section IV.8). Sums that f and its Jacobian conserve are conserved to rounding. The caller takes the steps one by one and may add up
/// integrals over the stages with <see cref="Weights"/>; a discontinuity needs a new <see cref="Start"/>. No allocation per step.
/// Deterministic; one instance per thread.
/// </summary>
public sealed class Radau
{
    private const int MostIterations = 8;
    // s. Volts across an interface without any resistance in series flow off within 1e-40: far below any time of interest, but the way there is as exact as any other.
    private const double SmallestStep = 1e-100;
    private const double Safety = 0.9, LargestGrowth = 10, SmallestShrink = 0.2;

    private readonly IStiffProblem _problem;
    private readonly StepTolerance _tolerance;
    private readonly int _n;
    private readonly double _relative, _newtonTolerance;
    private readonly double[] _absolute, _state, _begin, _rate, _error, _scale, _trial, _z, _w, _f, _oldZ;
    private readonly double[] _correction;
    private RadauEquations? _equations;
    private double _step, _oldAcceptedStep, _oldError, _factoredStep, _contraction, _residual;
    private bool _jacobianIsFresh, _hasFactors;
    private int _accepted, _worst;

    /// <summary>An integrator of <paramref name="problem"/> that stands at <paramref name="time"/> with <paramref name="state"/> (copied; algebraic unknowns consistent, see <see cref="ConsistentState"/>).</summary>
    public Radau(IStiffProblem problem, double time, ReadOnlySpan<double> state, StepTolerance? tolerance = null)
    {
        if (state.Length != problem.Size) throw new ArgumentException("the state has another size than the problem");
        (_problem, _tolerance, _n) = (problem, tolerance ?? new StepTolerance(), problem.Size);
        // The embedded formula is of order 3: it overestimates the error of the order-5 solution by about this power (as in RADAU5).
        _relative = 0.1 * Math.Pow(_tolerance.Relative, 2.0 / 3);
        _newtonTolerance = Math.Max(2e-15 / _relative, Math.Min(Math.Min(0.03, Math.Sqrt(_relative)), _tolerance.LargestCorrection / _relative));
        if (_tolerance.AbsoluteOf is { } each && each.Count != _n) throw new ArgumentException("the tolerances have another size than the problem");
        _absolute = new double[_n];
        for (var i = 0; i < _n; i++) _absolute[i] = (_tolerance.AbsoluteOf?[i] ?? _tolerance.Absolute) * _relative / _tolerance.Relative;
        (_state, _begin, _rate, _error, _scale, _trial) = (new double[_n], new double[_n], new double[_n], new double[_n], new double[_n], new double[_n]);
        (_z, _w, _f, _oldZ, _correction) = (new double[3 * _n], new double[3 * _n], new double[3 * _n], new double[3 * _n], new double[3 * _n]);
        Start(time, state);
    }

    /// <summary>Weights of the stages in an integral over the step: ∫g dt = h Σ wᵢ g(Yᵢ), of order 5.</summary>
    public static ReadOnlySpan<double> Weights => RadauMethod.A.AsSpan(6, 3);

    /// <summary>Where the stages lie in a step, as shares of it: with <see cref="Weights"/> a quadrature of any stretch.</summary>
    public static ReadOnlySpan<double> Nodes => RadauMethod.Nodes;

    /// <summary>Time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time before the last step.</summary>
    public double PreviousTime { get; private set; }

    /// <summary>Length of the last step.</summary>
    public double LastStep { get; private set; }

    /// <summary>State at <see cref="Time"/>.</summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>Accepted steps since construction.</summary>
    public int Accepted => _accepted;

    /// <summary>Rejected steps since construction.</summary>
    public int Rejected { get; private set; }

    /// <summary>Jacobians evaluated since construction.</summary>
    public int Jacobians { get; private set; }

    /// <summary>Pairs of matrices factored since construction.</summary>
    public int Factorizations { get; private set; }

    /// <summary>Begins anew at <paramref name="time"/>: at every discontinuity of f or of the state.</summary>
    public void Start(double time, ReadOnlySpan<double> state)
    {
        state.CopyTo(_state);
        state.CopyTo(_begin);
        (Time, PreviousTime, LastStep, _step, _oldAcceptedStep, _oldError) = (time, time, 0, 0, 0, 1);
        (_hasFactors, _contraction) = (false, 1);
    }

    /// <summary>Time of stage 0, 1 or 2 of the last step.</summary>
    public double StageTime(int index) => PreviousTime + RadauMethod.Nodes[index] * LastStep;

    /// <summary>
    /// dy/dt at stage 0, 1 or 2 of the last step, from the collocation polynomial: with <see cref="Weights"/> it adds up to the change of the state to
    /// rounding, which f evaluated there does only to the tolerance times the stiffness.
    /// </summary>
    public void StageRate(int index, Span<double> rate)
    {
        double a = RadauMethod.Derivative[3 * index] / LastStep, b = RadauMethod.Derivative[3 * index + 1] / LastStep, c = RadauMethod.Derivative[3 * index + 2] / LastStep;
        for (var i = 0; i < _n; i++) rate[i] = a * _oldZ[i] + b * _oldZ[_n + i] + c * _oldZ[2 * _n + i];
    }

    /// <summary>State at stage 0, 1 or 2 of the last step; stage 2 is its end.</summary>
    public void Stage(int index, Span<double> state)
    {
        for (var i = 0; i < _n; i++) state[i] = _begin[i] + _oldZ[index * _n + i];
    }

    /// <summary>The state at a time inside the last step, by the collocation polynomial (order 3).</summary>
    public void Interpolate(double time, Span<double> state)
    {
        if (time == Time)
        {
            _state.CopyTo(state);
            return;
        }
        var s = (time - PreviousTime) / (Time - PreviousTime);
        if (!(s is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(time), "the time must lie inside the last step");
        var (a, b, c) = RadauMethod.Basis(s);
        for (var i = 0; i < _n; i++) state[i] = _begin[i] + a * _oldZ[i] + b * _oldZ[_n + i] + c * _oldZ[2 * _n + i];
    }

    /// <summary>State and dy/dt at a share of the last step (0 its start, 1 its end) by the collocation polynomial (order 3), to which <see cref="StageRate"/> belongs too.</summary>
    public void Along(double share, Span<double> state, Span<double> rate)
    {
        var (a, b, c) = RadauMethod.Basis(share);
        var (da, db, dc) = RadauMethod.BasisSlope(share);
        for (var i = 0; i < _n; i++)
        {
            double first = _oldZ[i], second = _oldZ[_n + i], third = _oldZ[2 * _n + i];
            state[i] = _begin[i] + a * first + b * second + c * third;
            rate[i] = (da * first + db * second + dc * third) / LastStep;
        }
    }

    /// <summary>Steps until <paramref name="end"/>.</summary>
    public void Advance(double end)
    {
        while (Time < end) Step(end);
    }

    /// <summary>One accepted step of the integrator's own length, at most to <paramref name="end"/>.</summary>
    /// <exception cref="IntegrationException">The step became too small, or too many were needed.</exception>
    public void Step(double end)
    {
        if (!(end > Time)) throw new ArgumentOutOfRangeException(nameof(end), "the end must lie after the present time");
        if (_step == 0) Begin(end);
        var h = Math.Min(Math.Min(_step, _tolerance.MaximumStep), end - Time);
        // A sliver before the end would only cost a step of its own.
        if (Time + 1.0001 * h >= end && end - Time <= _tolerance.MaximumStep) h = end - Time;
        else if (Time + 2 * h > end) h = 0.5 * (end - Time);
        var rejected = false;
        while (true)
        {
            if (_accepted + Rejected >= _tolerance.MaximumSteps) throw Failure(h, FormattableString.Invariant($"more than {_tolerance.MaximumSteps} steps"));
            if (!(h > SmallestStep) || (Time != 0 && Time + h == Time)) throw Failure(h, "the step became too small");
            var iterations = Solve(h);
            var error = iterations == 0 ? double.NaN : ErrorNorm(h, rejected || _oldAcceptedStep == 0);
            if (error < 1)
            {
                Accept(h, error, iterations, rejected, end);
                return;
            }
            if (iterations == 0 && !_jacobianIsFresh)
            {
                // An old Jacobian may be all that is wrong.
                Refresh();
                continue;
            }
            Rejected++;
            rejected = true;
            h *= double.IsFinite(error) ? Math.Max(SmallestShrink, Damping(iterations) * Math.Pow(error, -0.25)) : 0.25;
            if (!_jacobianIsFresh) Refresh();
        }
    }

    private static double Damping(int iterations) => Safety * (2 * MostIterations + 1) / (2 * MostIterations + iterations);

    private void Begin(double end)
    {
        _problem.Rate(Time, _state, _rate);
        foreach (var r in _rate) if (!double.IsFinite(r)) throw Failure(0, "the rate at the start is not finite");
        if (_equations is null) _equations = new RadauEquations(_problem, FloorOfUnknowns(), _state, _rate, Time, _tolerance.Refines);
        else _equations.Evaluate(Time, _state, _rate);
        Jacobians++;
        _jacobianIsFresh = true;
        // Where an explicit Euler step would change the state by a hundredth of its size (Hairer); from rest, well inside the fastest rate.
        double size = 0, speed = 0;
        for (var i = 0; i < _n; i++)
        {
            if (!_equations.IsDifferential[i]) continue;
            var scale = _absolute[i] + _relative * Math.Abs(_state[i]);
            (size, speed) = (size + Square(_state[i] / scale), speed + Square(_rate[i] / scale));
        }
        var fastest = _equations.FastestRate();
        _step = size > 1e-10 && speed > 1e-10 ? 0.01 * Math.Sqrt(size / speed) : fastest > 0 ? 0.1 / fastest : end - Time;
        _step = Math.Min(_step, end - Time);
    }

    private double[] FloorOfUnknowns()
    {
        var floor = new double[_n];
        for (var i = 0; i < _n; i++) floor[i] = Math.Max(1e-3 * _absolute[i] / _relative, 1e-12);
        return floor;
    }

    private void Refresh()
    {
        _equations!.Evaluate(Time, _state, _rate);
        Jacobians++;
        (_jacobianIsFresh, _hasFactors) = (true, false);
    }

    private void Accept(double h, double error, int iterations, bool rejected, double end)
    {
        var safety = Damping(iterations);
        var factor = error == 0 ? LargestGrowth : Math.Pow(error, -0.25);
        // Gustafsson's predictive controller.
        if (_oldAcceptedStep > 0 && error > 0) factor = Math.Min(factor, h / _oldAcceptedStep * Math.Pow(_oldError, 0.25) * Math.Pow(error, -0.5));
        var growth = Math.Min(LargestGrowth, Math.Max(SmallestShrink, safety * factor));
        if (rejected) growth = Math.Min(growth, 1);
        _state.CopyTo(_begin, 0);
        for (var i = 0; i < _n; i++) _state[i] += _z[2 * _n + i];
        _z.CopyTo(_oldZ, 0);
        (PreviousTime, Time) = (Time, h >= end - Time ? end : Time + h);
        (LastStep, _oldAcceptedStep, _oldError) = (h, h, Math.Max(error, 1e-8));
        _accepted++;
        var next = h < _step && !rejected ? Math.Max(_step, growth * h) : growth * h;
        _problem.Rate(Time, _state, _rate);
        // As RADAU5: a Jacobian that still makes Newton contract fast serves again, and a slightly longer step is not worth new factors.
        _jacobianIsFresh = false;
        if (_contraction > 1e-3) Refresh();
        else if (next >= h && next <= 1.2 * h) next = h;
        _step = next;
    }

    // Simplified Newton on the collocation equations M z = h A f(y + z) in the eigenbasis of A⁻¹; 0 when it does not converge.
    private int Solve(double h)
    {
        if (!_hasFactors || _factoredStep != h)
        {
            _hasFactors = _equations!.Factor(h);
            _factoredStep = h;
            Factorizations++;
            if (!_hasFactors)
            {
                _residual = double.NaN;
                return 0;
            }
        }
        Predict(h);
        for (var i = 0; i < _n; i++) _scale[i] = _absolute[i] + _relative * Math.Abs(_state[i]);
        Transform(RadauMethod.Inverse, _z, _w);
        double oldNorm = 0;
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            var norm = Correct(h);
            _residual = norm / _newtonTolerance;
            if (!double.IsFinite(norm)) return 0;
            if (norm == 0)
            {
                _contraction = 0;
                return iteration;
            }
            var contraction = oldNorm > 0 ? norm / oldNorm : double.NaN;
            if (oldNorm > 0) _contraction = contraction;
            if (contraction >= 1 || (contraction > 0 && Math.Pow(contraction, MostIterations - iteration) / (1 - contraction) * norm > _newtonTolerance))
            {
                // Rounding, not divergence, once the correction is far below the tolerance.
                return norm < 0.1 * _newtonTolerance ? iteration : 0;
            }
            if (contraction / (1 - contraction) * norm < _newtonTolerance) return iteration;
            if (norm < 1e-4 * _newtonTolerance)
            {
                if (oldNorm == 0) _contraction = 0;
                return iteration;
            }
            oldNorm = norm;
        }
        return 0;
    }

    // One Newton correction of all stages; its norm relative to the tolerance.
    private double Correct(double h)
    {
        var n = _n;
        for (var s = 0; s < 3; s++)
        {
            for (var i = 0; i < n; i++) _trial[i] = _state[i] + _z[s * n + i];
            _problem.Rate(Time + RadauMethod.Nodes[s] * h, _trial, _f.AsSpan(s * n, n));
        }
        Transform(RadauMethod.Inverse, _f, _correction);
        Span<double> c1 = _correction.AsSpan(0, n), c2 = _correction.AsSpan(n, n), c3 = _correction.AsSpan(2 * n, n);
        ReadOnlySpan<double> w1 = _w.AsSpan(0, n), w2 = _w.AsSpan(n, n), w3 = _w.AsSpan(2 * n, n);
        var (gamma, alpha, beta) = (RadauMethod.Gamma / h, RadauMethod.Alpha / h, RadauMethod.Beta / h);
        _equations!.AddMass(-gamma, w1, c1);
        _equations.AddMass(-alpha, w2, c2);
        _equations.AddMass(beta, w3, c2);
        _equations.AddMass(-alpha, w3, c3);
        _equations.AddMass(-beta, w2, c3);
        _equations.SolveReal(c1);
        _equations.SolvePair(c2, c3);
        double sum = 0, largest = -1;
        for (var s = 0; s < 3; s++)
        {
            for (var i = 0; i < n; i++)
            {
                var scaled = Square(_correction[s * n + i] / _scale[i]);
                sum += scaled;
                if (scaled > largest || double.IsNaN(scaled)) (largest, _worst) = (scaled, i);
            }
        }
        for (var i = 0; i < _w.Length; i++) _w[i] += _correction[i];
        Transform(RadauMethod.T, _w, _z);
        return Math.Sqrt(sum / _w.Length);
    }

    private void Transform(double[] matrix, double[] from, double[] to)
    {
        var n = _n;
        double m0 = matrix[0], m1 = matrix[1], m2 = matrix[2], m3 = matrix[3], m4 = matrix[4], m5 = matrix[5], m6 = matrix[6], m7 = matrix[7], m8 = matrix[8];
        ReadOnlySpan<double> a = from.AsSpan(0, n), b = from.AsSpan(n, n), c = from.AsSpan(2 * n, n);
        Span<double> x = to.AsSpan(0, n), y = to.AsSpan(n, n), z = to.AsSpan(2 * n, n);
        for (var i = 0; i < n; i++)
        {
            x[i] = m0 * a[i] + m1 * b[i] + m2 * c[i];
            y[i] = m3 * a[i] + m4 * b[i] + m5 * c[i];
            z[i] = m6 * a[i] + m7 * b[i] + m8 * c[i];
        }
    }

    // The collocation polynomial of the last step, carried on: a start close to the solution.
    private void Predict(double h)
    {
        if (LastStep == 0)
        {
            Array.Clear(_z);
            return;
        }
        for (var s = 0; s < 3; s++)
        {
            var (a, b, c) = RadauMethod.Basis(1 + RadauMethod.Nodes[s] * h / LastStep);
            c -= 1;
            for (var i = 0; i < _n; i++) _z[s * _n + i] = a * _oldZ[i] + b * _oldZ[_n + i] + c * _oldZ[2 * _n + i];
        }
    }

    private double ErrorNorm(double h, bool again)
    {
        for (var i = 0; i < _n; i++)
        {
            _scale[i] = _absolute[i] + _relative * Math.Max(Math.Abs(_state[i]), Math.Abs(_state[i] + _z[2 * _n + i]));
            _trial[i] = (RadauMethod.Error[0] * _z[i] + RadauMethod.Error[1] * _z[_n + i] + RadauMethod.Error[2] * _z[2 * _n + i]) / h;
        }
        _rate.CopyTo(_error, 0);
        _equations!.AddMass(1, _trial, _error);
        _equations.SolveReal(_error);
        var norm = Norm(_error);
        if (norm < 1 || !again) return norm;
        for (var i = 0; i < _n; i++) _f[i] = _state[i] + _error[i];
        _problem.Rate(Time, _f.AsSpan(0, _n), _error);
        _equations.AddMass(1, _trial, _error);
        _equations.SolveReal(_error);
        return Norm(_error);
    }

    private double Norm(double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < _n; i++) sum += Square(values[i] / _scale[i]);
        return Math.Sqrt(sum / _n);
    }

    private IntegrationException Failure(double step, string reason) =>
        new(FormattableString.Invariant($"integration stopped at t = {Time:G6}: {reason} (step {step:G3}, residual {_residual:G3} of the tolerance, largest in unknown {_worst} = {_state[_worst]:G6})"),
            Time, step, _residual, [.. _state]);

    private static double Square(double v) => v * v;
}

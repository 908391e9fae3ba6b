namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Adaptive implicit integration of stiff ordinary differential equations: RODAS, a Rosenbrock method of order 4 with an embedded one of
/// order 3, stiffly accurate and L-stable (Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.7). Linear
/// invariants of the problem (the number of ions) are kept to rounding. Deterministic; one instance per thread.
/// </summary>
public sealed class StiffIntegrator
{
    private const int Stages = 6;
    private const double Gamma = 0.25;

    // Coefficients of RODAS in the transformed variables of Hairer and Wanner.
    private static readonly double[][] A =
    [
        [],
        [1.544],
        [0.9466785280815826, 0.2557011698983284],
        [3.314825187068521, 2.896124015972201, 0.9986419139977817],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950],
    ];

    private static readonly double[][] C =
    [
        [],
        [-5.6688],
        [-2.430093356833875, -0.2063599157091915],
        [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ];

    private static readonly double[] Abscissa = [0, 0.386, 0.21, 0.63, 1, 1];
    private static readonly double[] TimeWeight = [0.25, -0.1043, 0.1035, -0.0362, 0, 0];
    private static readonly double[] Dense2 = [10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662];
    private static readonly double[] Dense3 = [-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872];

    private readonly IStiffProblem _problem;
    private readonly StepTolerance _tolerance;
    private readonly LuFactors _factors;
    private readonly double[] _jacobian, _matrix, _y, _trial, _rate, _shifted, _timeSlope, _previous;
    private readonly double[][] _k = new double[Stages][];
    private double _step;
    private bool _jacobianFits;

    /// <summary>Starts at <paramref name="time"/> with <paramref name="state"/> (copied).</summary>
    public StiffIntegrator(IStiffProblem problem, double time, ReadOnlySpan<double> state, StepTolerance? tolerance = null)
    {
        if (state.Length != problem.Size) throw new ArgumentException("the state has another size than the problem");
        (_problem, _tolerance) = (problem, tolerance ?? new StepTolerance());
        var n = problem.Size;
        (_factors, _jacobian, _matrix) = (new LuFactors(n), new double[n * n], new double[n * n]);
        (_y, _trial, _rate, _shifted, _timeSlope, _previous) =
            (state.ToArray(), new double[n], new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < Stages; i++) _k[i] = new double[n];
        (Time, PreviousTime) = (time, time);
        _y.CopyTo(_previous, 0);
    }

    /// <summary>Time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time before the last step.</summary>
    public double PreviousTime { get; private set; }

    /// <summary>State at <see cref="Time"/>.</summary>
    public ReadOnlySpan<double> State => _y;

    /// <summary>Accepted steps.</summary>
    public int Accepted { get; private set; }

    /// <summary>Rejected steps.</summary>
    public int Rejected { get; private set; }

    /// <summary>One step of the integrator's own length, at most to <paramref name="end"/>.</summary>
    /// <exception cref="IntegrationException">The step became too small, or too many were needed.</exception>
    public void Step(double end)
    {
        if (!(end > Time)) throw new ArgumentOutOfRangeException(nameof(end), "the end must lie after the present time");
        if (_step == 0) _step = FirstStep(end);
        while (true)
        {
            if (Accepted + Rejected >= _tolerance.MaximumSteps) throw Failure($"more than {_tolerance.MaximumSteps} steps");
            var h = Math.Min(Math.Min(_step, _tolerance.MaximumStep), end - Time);
            // Avoid a sliver before the end.
            if (Time + 1.01 * h >= end) h = end - Time;
            else if (Time + 1.5 * h >= end) h = 0.5 * (end - Time);
            if (Time + h == Time || !(h > 0)) throw Failure("the step became too small");
            var error = Try(h);
            var change = double.IsNaN(error) ? 0.1 : Math.Clamp(0.9 * Math.Pow(error, -0.25), 0.1, 6);
            if (error <= 1)
            {
                (PreviousTime, Time) = (Time, h == end - Time ? end : Time + h);
                _y.CopyTo(_previous, 0);
                _trial.CopyTo(_y, 0);
                _jacobianFits = false;
                Accepted++;
                // A step shortened for the end says nothing against the longer one.
                _step = h < _step ? Math.Max(_step, h * change) : h * change;
                return;
            }
            Rejected++;
            _step = h * Math.Min(change, 0.9);
        }
    }

    /// <summary>Steps until <paramref name="end"/>.</summary>
    public void Advance(double end)
    {
        while (Time < end) Step(end);
    }

    /// <summary>The state at a time inside the last step, by the continuous extension of the method (order 3).</summary>
    public void Interpolate(double time, Span<double> state)
    {
        var s = (time - PreviousTime) / (Time - PreviousTime);
        if (!(s is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(time), "the time must lie inside the last step");
        for (var i = 0; i < _y.Length; i++)
        {
            double c2 = 0, c3 = 0;
            for (var j = 0; j < 5; j++) (c2, c3) = (c2 + Dense2[j] * _k[j][i], c3 + Dense3[j] * _k[j][i]);
            state[i] = _previous[i] * (1 - s) + s * (_y[i] + (1 - s) * (c2 + s * c3));
        }
    }

    // One step of length h into _trial; the error relative to the tolerance, NaN where the model was left.
    private double Try(double h)
    {
        var n = _y.Length;
        if (!_jacobianFits)
        {
            _problem.Rate(Time, _y, _rate);
            FillJacobian();
            _jacobianFits = true;
        }
        for (var i = 0; i < n * n; i++) _matrix[i] = -_jacobian[i];
        for (var i = 0; i < n; i++) _matrix[i * n + i] += 1 / (h * Gamma);
        if (!_factors.Factor(_matrix)) return double.NaN;
        for (var stage = 0; stage < Stages; stage++)
        {
            var k = _k[stage];
            if (stage == 0) _rate.CopyTo(k, 0);
            else
            {
                if (stage < 5)
                {
                    _y.CopyTo(_trial, 0);
                    for (var j = 0; j < stage; j++) Add(_trial, A[stage][j], _k[j]);
                }
                else Add(_trial, 1, _k[4]); // The last stage starts from the embedded solution.
                _problem.Rate(Time + Abscissa[stage] * h, _trial, k);
                for (var j = 0; j < stage; j++) Add(k, C[stage][j] / h, _k[j]);
            }
            Add(k, h * TimeWeight[stage], _timeSlope);
            _factors.Solve(k);
        }
        Add(_trial, 1, _k[5]);
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            var scale = _tolerance.Absolute + _tolerance.Relative * Math.Max(Math.Abs(_y[i]), Math.Abs(_trial[i]));
            sum += _k[5][i] / scale * (_k[5][i] / scale);
        }
        var error = Math.Sqrt(sum / n);
        return double.IsFinite(error) ? error : double.NaN;
    }

    private void FillJacobian()
    {
        var n = _y.Length;
        // ∂f/∂t for problems that depend on time explicitly.
        var dt = 1e-7 * Math.Max(Math.Abs(Time), _step);
        _problem.Rate(Time + dt, _y, _timeSlope);
        for (var i = 0; i < n; i++) _timeSlope[i] = double.IsFinite(_timeSlope[i]) ? (_timeSlope[i] - _rate[i]) / dt : 0;
        if (_problem.Jacobian(Time, _y, _jacobian)) return;
        for (var j = 0; j < n; j++)
        {
            var old = _y[j];
            var d = 1.5e-8 * Math.Max(Math.Abs(old), 1e-3 * _tolerance.Absolute / _tolerance.Relative + 1e-12);
            _y[j] = old + d;
            d = _y[j] - old;
            _problem.Rate(Time, _y, _shifted);
            _y[j] = old;
            for (var i = 0; i < n; i++) _jacobian[i * n + j] = (_shifted[i] - _rate[i]) / d;
        }
    }

    // A first step after Hairer: where an explicit Euler step would change the state by a hundredth of its size.
    private double FirstStep(double end)
    {
        _problem.Rate(Time, _y, _rate);
        double size = 0, speed = 0;
        for (var i = 0; i < _y.Length; i++)
        {
            var scale = _tolerance.Absolute + _tolerance.Relative * Math.Abs(_y[i]);
            (size, speed) = (size + Square(_y[i] / scale), speed + Square(_rate[i] / scale));
        }
        if (!double.IsFinite(speed)) throw Failure("the rate at the start is not finite");
        var h = size > 0 && speed > 0 ? 0.01 * Math.Sqrt(size / speed) : 1e-6 * (end - Time);
        return Math.Min(h, end - Time);
    }

    private IntegrationException Failure(string reason) =>
        new(FormattableString.Invariant($"integration stopped at t = {Time}: {reason} (step {_step})"), Time, _step, [.. _y]);

    private static double Square(double v) => v * v;

    private static void Add(double[] target, double factor, double[] source)
    {
        for (var i = 0; i < target.Length; i++) target[i] += factor * source[i];
    }
}

using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit.Laws;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace EcramSim.Studies.Fit;

/// <summary>One parameter after a fit.</summary>
/// <param name="Parameter">What it is.</param>
/// <param name="Value">Most likely value, in the units of the fit.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Problem">Why the data do not determine it; empty where they do.</param>
public sealed record FittedParameter(FormParameter Parameter, double Value, double Low, double High, string Problem)
{
    /// <summary>Whether the data determine it.</summary>
    public bool IsDetermined => Problem.Length == 0;
}

/// <summary>
/// A law at its most likely parameters. The likelihood is climbed by Fisher scoring (Newton's method of MathNet.Numerics with the expected
/// information for the Hessian); the intervals come from that information at the top.
/// </summary>
public sealed class LawFit
{
    private const int MostEvaluations = 150;
    private const int FewestCuts = 8;
    private const double EndOfReadings = 1e-3;
    private const string NotReached = "hardly any pulse reached it: the end of the readings is taken";
    private const double LongestStep = 0.7;
    private const double Normal95 = 1.959963984540054;

    private LawFit(IStepForm form, IReadOnlyList<FittedParameter> parameters, double logLikelihood, int steps, bool converged)
    {
        (Form, Parameters, LogLikelihood, Steps, HasConverged) = (form, parameters, logLikelihood, steps, converged);
        Law = form.With([.. parameters.Take(form.Parameters.Count).Select(p => p.Value)]);
    }

    /// <summary>The law's form.</summary>
    public IStepForm Form { get; }
    /// <summary>Its parameters, and the read noise as the last.</summary>
    public IReadOnlyList<FittedParameter> Parameters { get; }
    /// <summary>The law with its numbers.</summary>
    public IStepLaw Law { get; }
    /// <summary>Standard deviation of a reading.</summary>
    public double ReadNoise => Parameters[^1].Value;
    /// <summary>ln L at the top.</summary>
    public double LogLikelihood { get; }
    /// <summary>Number of measured steps.</summary>
    public int Steps { get; }
    /// <summary>Whether the search ended at a top.</summary>
    public bool HasConverged { get; }
    /// <summary>Akaike's criterion, −2 ln L + 2k.</summary>
    public double Aic => -2 * LogLikelihood + 2 * Parameters.Count;
    /// <summary>Bayes' criterion of Schwarz, −2 ln L + k ln n.</summary>
    public double Bic => -2 * LogLikelihood + Parameters.Count * Math.Log(Steps);

    /// <summary>Fits <paramref name="form"/> to branches in the units of the fit.</summary>
    public static LawFit Of(IStepForm form, IReadOnlyList<MeasuredBranch> branches, StepSummary summary, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(summary);
        var read = new FormParameter("read_noise", ParameterUnit.Step, true, 1e-7 * summary.Range, 2 * summary.Range);
        FormParameter[] parameters = [.. form.Parameters, read];
        double[] start = [.. form.Start(summary), summary.ReadNoise];
        var fit = Climbed(parameters, []);
        // A hard bound that the pulses did not reach is put at the end of the readings: the device has the range that was measured, no more.
        string[] open = [.. fit.Parameters.Where(p => p.Problem == NotReached).Select(p => p.Parameter.Name)];
        if (open.Length == 0) return fit;
        return Climbed([.. parameters.Select(p => !open.Contains(p.Name) ? p : p.Name == BoundedForm.LowerName ? p with { Minimum = -EndOfReadings, Maximum = 0 } : p with { Minimum = 1, Maximum = 1 + EndOfReadings })], open);

        LawFit Climbed(FormParameter[] moved, IReadOnlyList<string> placed)
        {
            var climb = new Climb(form, moved, placed, branches, cancellation);
            return climb.Finish(climb.Top(start));
        }
    }

    // The coordinates y of the parameters are confined to their limits: y = low + (high − low)/(1 + e^−x), and x is free.
    private sealed class Climb(IStepForm form, FormParameter[] parameters, IReadOnlyList<string> placed, IReadOnlyList<MeasuredBranch> branches, CancellationToken cancellation)
    {
        private readonly int _steps = branches.Sum(b => b.Steps);
        private readonly double[] _low = [.. parameters.Select(p => p.Coordinate(p.Minimum))], _high = [.. parameters.Select(p => p.Coordinate(p.Maximum))];
        private double[]? _best;
        private double _bestValue = double.PositiveInfinity, _bestSlope;
        private int _evaluations;

        internal double[] Top(double[] start)
        {
            var x = Vector<double>.Build.Dense([.. start.Select((v, i) => Free(i, v))]);
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var before = _bestValue;
                try
                {
                    var objective = ObjectiveFunction.GradientHessian(point => Objective(point));
                    new NewtonMinimizer(1e-5 * Math.Max(1, _steps), 60, true).FindMinimum(objective, x);
                }
                catch (OptimizationException)
                {
                    // A line search that finds nothing better, or the limit of evaluations: the best point counts.
                }
                if (before - _bestValue < 1e-3 || _evaluations >= MostEvaluations) break;
                x = Vector<double>.Build.Dense(_best!);
            }
            return _best!;
        }

        internal LawFit Finish(double[] x)
        {
            var y = x.Select((v, i) => Confined(i, v)).ToArray();
            var (_, gradient, information) = Derivatives(y);
            var (deviations, problems) = Information.Deviations(information, parameters);
            var law = form.With([.. parameters[..^1].Select((p, i) => p.Value(y[i]))]);
            int[] cuts = [0, 0];
            if (law.HasHardEnds) PulseLikelihood.Evaluate(branches, law, parameters[^1].Value(y[^1]), new double[_steps], new double[_steps], cuts);
            var fitted = parameters.Select((p, i) =>
            {
                double low = p.Value(y[i] - Normal95 * deviations[i]), high = p.Value(y[i] + Normal95 * deviations[i]);
                var room = _high[i] - _low[i];
                var problem = y[i] - _low[i] < 1e-3 * room ? "lies at the lower limit of the search" : _high[i] - y[i] < 1e-3 * room ? "lies at the upper limit of the search" : problems[i];
                // A bound that a few noisy pulses seem to touch is the end of the readings, not of the cell.
                if (law.HasHardEnds && p.Unit == ParameterUnit.Level && (placed.Contains(p.Name) || cuts[p.Name == BoundedForm.LowerName ? 0 : 1] < FewestCuts)) problem = NotReached;
                return new FittedParameter(p, p.Value(y[i]), low, high, problem);
            }).ToArray();
            return new LawFit(form, fitted, -_bestValue - 0.5 * _steps * Math.Log(2 * Math.PI), _steps, _bestSlope < 0.5);
        }

        private (double, Vector<double>, Matrix<double>) Objective(Vector<double> x)
        {
            cancellation.ThrowIfCancellationRequested();
            if (++_evaluations > MostEvaluations) throw new MaximumIterationsException("enough");
            var n = parameters.Length;
            double[] y = [.. x.Select((v, i) => Confined(i, v))], rate = [.. x.Select((v, i) => Rate(i, v))];
            var (value, gradient, information) = Derivatives(y);
            var g = Vector<double>.Build.Dense(n, i => gradient[i] * rate[i]);
            var h = Matrix<double>.Build.Dense(n, n, (i, j) => information[i, j] * rate[i] * rate[j]);
            var largest = 0.0;
            for (var i = 0; i < n; i++) largest = Math.Max(largest, h[i, i]);
            // A parameter that the data do not see must not be thrown far away.
            for (var i = 0; i < n; i++) h[i, i] += 1e-9 * largest + 1e-3;
            var step = h.LU().Solve(g);
            if (value < _bestValue) (_best, _bestValue, _bestSlope) = ([.. x], value, Math.Abs(g * step));
            // Far from the top the information is that of another place: no coordinate goes further than this at once.
            var longest = step.AbsoluteMaximum();
            if (longest > LongestStep) h *= longest / LongestStep;
            return (value, g, h);
        }

        // −ln L, its gradient and its expected information in the coordinates y.
        private (double Value, double[] Gradient, Matrix<double> Information) Derivatives(double[] y)
        {
            var n = parameters.Length;
            double[] v = new double[_steps], s = new double[_steps], scratch = new double[_steps];
            var value = Evaluate(y, v, s);
            var dv = new double[n][];
            var ds = new double[n][];
            for (var p = 0; p < n; p++)
            {
                var at = y[p];
                var h = parameters[p].Difference;
                double[] v1 = new double[_steps], s1 = new double[_steps], v2 = new double[_steps], s2 = new double[_steps];
                y[p] = at + h;
                Evaluate(y, v1, s1);
                y[p] = at - h;
                Evaluate(y, v2, s2);
                y[p] = at;
                for (var k = 0; k < _steps; k++)
                {
                    v1[k] = (v1[k] - v2[k]) / (2 * h);
                    s1[k] = (s1[k] - s2[k]) / (2 * h);
                }
                (dv[p], ds[p]) = (v1, s1);
            }
            var gradient = new double[n];
            var information = Matrix<double>.Build.Dense(n, n);
            for (var p = 0; p < n; p++)
            {
                var sum = 0.0;
                for (var k = 0; k < _steps; k++) sum += v[k] * dv[p][k] / s[k] + 0.5 * ds[p][k] / s[k] * (1 - v[k] * v[k] / s[k]);
                gradient[p] = sum;
                for (var q = 0; q <= p; q++)
                {
                    var cross = 0.0;
                    for (var k = 0; k < _steps; k++) cross += dv[p][k] * dv[q][k] / s[k] + 0.5 * ds[p][k] * ds[q][k] / (s[k] * s[k]);
                    information[p, q] = information[q, p] = cross;
                }
            }
            return (value, gradient, information);
        }

        private double Evaluate(double[] y, double[] v, double[] s)
        {
            Span<double> values = stackalloc double[parameters.Length];
            for (var i = 0; i < values.Length; i++) values[i] = parameters[i].Value(y[i]);
            try
            {
                return PulseLikelihood.Evaluate(branches, form.With(values[..^1]), values[^1], v, s);
            }
            catch (InputException)
            {
                // A cell that cannot be driven there: no likelihood, but no end of the search either.
                Array.Fill(v, 0);
                Array.Fill(s, 1);
                return 1e12;
            }
        }

        private double Free(int i, double value)
        {
            var share = Math.Clamp((parameters[i].Coordinate(value) - _low[i]) / (_high[i] - _low[i]), 1e-4, 1 - 1e-4);
            return Math.Log(share / (1 - share));
        }

        private double Confined(int i, double x) => _low[i] + (_high[i] - _low[i]) / (1 + Math.Exp(-Math.Clamp(x, -20, 20)));

        private double Rate(int i, double x)
        {
            var e = Math.Exp(-Math.Clamp(x, -20, 20));
            return (_high[i] - _low[i]) * e / ((1 + e) * (1 + e));
        }
    }
}

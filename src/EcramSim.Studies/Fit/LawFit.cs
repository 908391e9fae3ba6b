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
/// <remarks>A parameter that was set and not moved has no interval: its ends are NaN.</remarks>
public sealed record FittedParameter(FormParameter Parameter, double Value, double Low, double High, string Problem)
{
    /// <summary>Whether it was moved: what was set from the readings stands in no covariance.</summary>
    public bool IsMoved { get; init; } = true;

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
    private const string NotReached = "hardly any pulse reached it: the end of the readings is taken";
    private const double LongestStep = 0.7;
    private const double Normal95 = 1.959963984540054;

    private LawFit(IStepForm form, IReadOnlyList<FittedParameter> parameters, IStepLaw law, double logLikelihood, int steps, bool converged) =>
        (Form, Parameters, Law, LogLikelihood, Steps, HasConverged) = (form, parameters, law, logLikelihood, steps, converged);

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
    /// <summary>Akaike's criterion, −2 ln L + 2k. A bound that was set from the readings counts among the k: the data gave it.</summary>
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
        var best = form.Starts(summary).Select(s => Climbed([.. s, summary.ReadNoise], new Dictionary<string, SetBound>(StringComparer.Ordinal))).MaxBy(f => f.LogLikelihood)!;
        // A hard bound that the pulses did not reach is set: the device has the range that was measured, no more. What was set is not moved again,
        // so that steps and slopes have the intervals that belong to that range.
        double lowest = branches.Min(b => b.Values.Min()), highest = branches.Max(b => b.Values.Max());
        for (var round = 0; round < 2; round++)
        {
            var known = best.Parameters.Where(p => !p.IsMoved).ToDictionary(p => p.Parameter.Name, p => new SetBound(p.Value, best.Law.Cuts(p.Parameter.Name != BoundedForm.LowerName)), StringComparer.Ordinal);
            FittedParameter[] open = [.. best.Parameters.Where(p => p.IsMoved && p.Problem == NotReached)];
            if (open.Length == 0) break;
            foreach (var p in open)
            {
                // Few pulses stand at a bound within the readings; one beyond them is that of no pulse and cuts nothing.
                var beyond = p.Parameter.Name == BoundedForm.LowerName ? p.Value < lowest : p.Value > highest;
                known[p.Parameter.Name] = new SetBound(beyond ? p.Parameter.Name == BoundedForm.LowerName ? lowest : highest : p.Value, !beyond);
            }
            best = Climbed([.. best.Parameters.Select(p => known.TryGetValue(p.Parameter.Name, out var set) ? set.Value : p.Value)], known);
        }
        return best;

        LawFit Climbed(double[] start, IReadOnlyDictionary<string, SetBound> known)
        {
            var climb = new Climb(form, parameters, start, known, branches, cancellation);
            return climb.Finish(climb.Top(start));
        }
    }

    // A bound that is not moved, and whether it cuts steps that lead beyond it.
    private readonly record struct SetBound(double Value, bool Cuts);

    // The coordinates y of the moved parameters are confined to their limits: y = low + (high − low)/(1 + e^−x), and x is free.
    private sealed class Climb
    {
        private readonly IStepForm _form;
        private readonly FormParameter[] _all, _moved;
        private readonly int[] _place;
        private readonly double[] _values;
        private readonly IReadOnlyDictionary<string, SetBound> _known;
        private readonly IReadOnlyList<MeasuredBranch> _branches;
        private readonly CancellationToken _cancellation;
        private readonly int _steps;
        private readonly double[] _low, _high;
        private double[]? _best;
        private double _bestValue = double.PositiveInfinity, _bestSlope;
        private int _evaluations;

        internal Climb(IStepForm form, FormParameter[] parameters, double[] start, IReadOnlyDictionary<string, SetBound> known, IReadOnlyList<MeasuredBranch> branches, CancellationToken cancellation)
        {
            (_form, _all, _values, _known, _branches, _cancellation) = (form, parameters, start, known, branches, cancellation);
            _place = [.. Enumerable.Range(0, parameters.Length).Where(i => !known.ContainsKey(parameters[i].Name))];
            _moved = [.. _place.Select(i => parameters[i])];
            _steps = branches.Sum(b => b.Steps);
            (_low, _high) = ([.. _moved.Select(p => p.Coordinate(p.Minimum))], [.. _moved.Select(p => p.Coordinate(p.Maximum))]);
        }

        internal double[] Top(double[] start)
        {
            var x = Vector<double>.Build.Dense([.. _place.Select((at, i) => Free(i, start[at]))]);
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
            var (_, _, information, scores) = Derivatives(y, withScores: true);
            var law = Law(y);
            int[] cuts = [0, 0];
            PulseLikelihood.Evaluate(_branches, law, _moved[^1].Value(y[^1]), new double[_steps], new double[_steps], cuts);
            // What stands at a limit of the search is not moved by the data either: the others' intervals are those beside it.
            var limits = y.Select((v, i) => v - _low[i] < 1e-3 * (_high[i] - _low[i]) ? "lies at the lower limit of the search" : _high[i] - v < 1e-3 * (_high[i] - _low[i]) ? "lies at the upper limit of the search" : "").ToArray();
            int[] inside = [.. Enumerable.Range(0, y.Length).Where(i => limits[i].Length == 0)];
            var (deviations, problems) = (new double[y.Length], limits);
            Array.Fill(deviations, double.NaN);
            Matrix<double> Inside(Matrix<double> all) => Matrix<double>.Build.Dense(inside.Length, inside.Length, (a, b) => all[inside[a], inside[b]]);
            var seen = Information.Deviations(Inside(information), Inside(scores), [.. inside.Select(i => _moved[i])]);
            // The likelihood takes the noise for a little smaller than it is: its parameters have fitted some of it away.
            var shrinkage = Math.Sqrt(_steps / Math.Max(1.0, _steps - inside.Length));
            for (var k = 0; k < inside.Length; k++) (deviations[inside[k]], problems[inside[k]]) = (shrinkage * seen.Deviations[k], seen.Problems[k]);
            var fitted = new FittedParameter[_all.Length];
            for (var i = 0; i < _all.Length; i++)
                if (_known.TryGetValue(_all[i].Name, out var set)) fitted[i] = new(_all[i], set.Value, double.NaN, double.NaN, NotReached) { IsMoved = false };
            for (var i = 0; i < y.Length; i++)
            {
                var p = _moved[i];
                double low = p.Value(y[i] - Normal95 * deviations[i]), high = p.Value(y[i] + Normal95 * deviations[i]);
                // A bound that a few noisy pulses seem to touch is the end of the readings, not of the cell.
                var reached = p.Unit != ParameterUnit.Level || !_form.HasHardBounds || cuts[p.Name == BoundedForm.LowerName ? 0 : 1] >= FewestCuts;
                fitted[_place[i]] = new(p, p.Value(y[i]), low, high, reached ? problems[i] : NotReached);
            }
            return new LawFit(_form, fitted, law, -_bestValue - 0.5 * _steps * Math.Log(2 * Math.PI), _steps, _bestSlope < 0.5);
        }

        private (double, Vector<double>, Matrix<double>) Objective(Vector<double> x)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (++_evaluations > MostEvaluations) throw new MaximumIterationsException("enough");
            var n = _moved.Length;
            double[] y = [.. x.Select((v, i) => Confined(i, v))], rate = [.. x.Select((v, i) => Rate(i, v))];
            var (value, gradient, information, _) = Derivatives(y);
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

        // −ln L, its gradient, its expected information, and the sum of the products of the readings' own gradients, in the coordinates y.
        private (double Value, double[] Gradient, Matrix<double> Information, Matrix<double> Scores) Derivatives(double[] y, bool withScores = false)
        {
            var n = _moved.Length;
            double[] v = new double[_steps], s = new double[_steps], scratch = new double[_steps];
            var value = Evaluate(y, v, s);
            var dv = new double[n][];
            var ds = new double[n][];
            for (var p = 0; p < n; p++)
            {
                var at = y[p];
                var h = _moved[p].Difference;
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
            var scores = Matrix<double>.Build.Dense(n, n);
            double[] rest = [.. v.Select((innovation, k) => 0.5 / s[k] * (1 - innovation * innovation / s[k]))], along = [.. v.Select((innovation, k) => innovation / s[k])];
            for (var p = 0; p < n; p++)
            {
                var sum = 0.0;
                for (var k = 0; k < _steps; k++) sum += along[k] * dv[p][k] + rest[k] * ds[p][k];
                gradient[p] = sum;
                for (var q = 0; q <= p; q++)
                {
                    double cross = 0, product = 0;
                    for (var k = 0; k < _steps; k++) cross += dv[p][k] * dv[q][k] / s[k] + 0.5 * ds[p][k] * ds[q][k] / (s[k] * s[k]);
                    for (var k = 0; withScores && k < _steps; k++) product += (along[k] * dv[p][k] + rest[k] * ds[p][k]) * (along[k] * dv[q][k] + rest[k] * ds[q][k]);
                    information[p, q] = information[q, p] = cross;
                    scores[p, q] = scores[q, p] = product;
                }
            }
            return (value, gradient, information, scores);
        }

        private double Evaluate(double[] y, double[] v, double[] s)
        {
            try
            {
                return PulseLikelihood.Evaluate(_branches, Law(y), _moved[^1].Value(y[^1]), v, s);
            }
            catch (InputException)
            {
                // A cell that cannot be driven there: no likelihood, but no end of the search either.
                Array.Fill(v, 0);
                Array.Fill(s, 1);
                return 1e12;
            }
        }

        private IStepLaw Law(double[] y)
        {
            double[] values = [.. _values];
            foreach (var (name, set) in _known) values[Array.FindIndex(_all, p => p.Name == name)] = set.Value;
            for (var i = 0; i < y.Length; i++) values[_place[i]] = _moved[i].Value(y[i]);
            var law = _form.With(values.AsSpan(0, values.Length - 1));
            bool below = _known.Any(k => k.Key == BoundedForm.LowerName && !k.Value.Cuts), above = _known.Any(k => k.Key != BoundedForm.LowerName && !k.Value.Cuts);
            return below || above ? new OpenEndedLaw(law, below, above) : law;
        }

        private double Free(int i, double value)
        {
            var share = Math.Clamp((_moved[i].Coordinate(value) - _low[i]) / (_high[i] - _low[i]), 1e-4, 1 - 1e-4);
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

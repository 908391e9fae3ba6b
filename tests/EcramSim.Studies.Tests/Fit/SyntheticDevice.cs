using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>An invented cell: a law with numbers drawn anew, its pulses, and what a fit should find, in units of the data and with the names of its table.</summary>
internal sealed record SyntheticDevice(string Law, IReadOnlyDictionary<string, double> Truth, PulseData Data)
{
    /// <summary>Laws among which the numbers of the devices go round.</summary>
    internal static IReadOnlyList<string> Laws { get; } = ["constant-step", "linear-step", "soft-bounds", "power-step", "exponential-step", "nonlinearity-label", "piecewise-step of 3"];

    /// <summary>Steps of different size up and down that fall by different laws, with noise of pulses and of readings.</summary>
    internal static SyntheticDevice Draw(int number)
    {
        var draw = new RandomStream((ulong)number, "test/fit");
        double U(double low, double high) => low + (high - low) * draw.NextDouble();
        double step = U(0.02, 0.06), a = U(-0.3, 0.3), noise = U(0.1, 0.5), read = Math.Exp(U(Math.Log(0.0005), Math.Log(0.004)));
        double low = U(1e-7, 1e-5), high = low * U(2, 20);
        // A weight is this many siemens.
        var unit = (high - low) / 2.5;
        var truth = new Dictionary<string, double> { ["lower_bound"] = low, ["upper_bound"] = high, ["cycle_noise"] = noise, ["read_noise"] = read * (high - low) };
        var name = Laws[number % Laws.Count];
        if (number % Laws.Count < 5) (truth["step_up"], truth["step_down"]) = (step * (1 + a) * unit, step * (1 - a) * unit);
        return new SyntheticDevice(name, truth, SyntheticCell.Measure(Made(), 4, (int)(3.2 / step), read, draw, low, high));

        IPulseLaw Made()
        {
            double p = U(0.2, 0.8), q = U(0.2, 0.8);
            switch (number % Laws.Count)
            {
                case 0: return new ConstantStep(step, -1.25, 1.25, noise, PulseSpread.None, a);
                case 1:
                    (truth["slope_up"], truth["slope_down"]) = (p, q);
                    return new LinearStep(step, -1.25, 1.25, p, q, noise, true, PulseSpread.None, a);
                case 2: return new SoftBounds(step, -1.25, 1.25, noise, PulseSpread.None, a);
                case 3:
                    // Steps by powers below 1 end abruptly at their bound; their intervals are too narrow, as docs/physics.md says.
                    (truth["power_up"], truth["power_down"], truth["step_up"], truth["step_down"]) = (0.6 + 2 * p, 0.6 + 2 * q, 2 * truth["step_up"], 2 * truth["step_down"]);
                    return new PowerStep(2 * step, -1.25, 1.25, 0.6 + 2 * p, 0.6 + 2 * q, noise, PulseSpread.None, a);
                case 4:
                    double amplitude = U(0.1, 0.4), k = 0.3 + p, m = 0.3 + q;
                    (truth["exponent_up"], truth["exponent_down"], truth["slope_up"], truth["slope_down"]) = (k, m, amplitude * k / (1 - amplitude), amplitude * m / (1 - amplitude));
                    return new ExponentialStep(step / (1 - amplitude), -1.25, 1.25, amplitude, amplitude, k, m, noise, PulseSpread.None, a);
                case 5:
                    (truth["label_up"], truth["label_down"], truth["pulses_up"], truth["pulses_down"]) = (6 * p - 2, 6 * q - 2, 2.5 / step, 2 / step);
                    return new LabelStep(6 * p - 2, 6 * q - 2, 2.5 / step, 2 / step, -1.25, 1.25, noise, PulseSpread.None);
                default:
                    double[] up = [step * U(0.7, 1.3), step, step * U(0.7, 1.3)], down = [step * U(0.7, 1.3), step, step * U(0.7, 1.3)];
                    for (var i = 0; i < 3; i++) (truth[$"step_up_{i + 1}"], truth[$"step_down_{i + 1}"]) = (up[i] * unit, down[i] * unit);
                    return new PiecewiseStep(up, [.. down.Select(d => -d)], -1.25, 1.25, noise, PulseSpread.None);
            }
        }
    }

    /// <summary>
    /// The truth in the terms of a fit whose range ends at <paramref name="low"/> and <paramref name="high"/> because pulses did not reach the bounds:
    /// of linear steps, the same line about the middle of that range. Null for laws whose shape belongs to the true bounds.
    /// </summary>
    internal IReadOnlyDictionary<string, double>? Within(double low, double high)
    {
        if (Law == "constant-step") return Truth;
        if (Law != "linear-step") return null;
        var (a, b) = (Truth["lower_bound"], Truth["upper_bound"]);
        double place = ((low + high) - (a + b)) / (b - a), ratio = (high - low) / (b - a);
        double up = 1 - Truth["slope_up"] * place, down = 1 + Truth["slope_down"] * place;
        return new Dictionary<string, double>(Truth)
        {
            ["step_up"] = Truth["step_up"] * up, ["step_down"] = Truth["step_down"] * down,
            ["slope_up"] = Truth["slope_up"] * ratio / up, ["slope_down"] = Truth["slope_down"] * ratio / down,
        };
    }
}

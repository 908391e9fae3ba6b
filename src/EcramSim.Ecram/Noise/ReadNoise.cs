using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Noise;

/// <summary>
/// Noise of one reading of the conductance, from three independent causes; variances relative to G². With the read voltage V and the integration time t:
/// thermal 2kT/(G V² t) (the mean of a white current noise 4kTG over t); 1/f, S_G/G² = K/f from 1/T_o on, its mean over t having
/// K·[sin²a/(2a²) + sin(2a)/(2a) − Ci(2a)], a = πt/T_o, ≈ K·[ln(T_o/t) − 0.92]; telegraph, one trap that takes δ of G away while it is full,
/// δ²·p(1 − p)·2(τ/t)[1 − (τ/t)(1 − e^(−t/τ))], p = τ_e/(τ_c + τ_e), 1/τ = 1/τ_c + 1/τ_e (van der Ziel).
/// </summary>
/// <param name="Voltage">Source–drain voltage of a reading, V.</param>
/// <param name="Time">Integration time t, s.</param>
/// <param name="Flicker">K = f·S_G/G², 0 is none.</param>
/// <param name="Observation">T_o: time since the reference to which readings are compared, s, at least 10 t.</param>
/// <param name="Trap">The telegraph signal; null without.</param>
public sealed record ReadNoise(double Voltage, double Time, double Flicker, double Observation, TelegraphTrap? Trap)
{
    /// <summary>Reads the object "read" of a physical device file; null where it is missing. Keys: voltage, integration_time, flicker and observation_time, telegraph (amplitude, capture_time, emission_time); all but the first two optional.</summary>
    public static ReadNoise? Read(ModelNode device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!device.Has("read")) return null;
        var node = device.Child("read");
        var voltage = node.Quantity("voltage", Dimension.Volt, Interval.Open(0, 100));
        var time = node.Quantity("integration_time", Dimension.Second, Interval.Positive);
        var flicker = node.Has("flicker") ? node.Number("flicker", Interval.Closed(0, 1)) : 0;
        var observation = node.Quantity("observation_time", Dimension.Second, Interval.Positive, 1e3 * time);
        if (observation < 10 * time) throw node.Error("observation_time", FormattableString.Invariant($"value {observation} s must be at least ten integration times, {10 * time} s"));
        return new ReadNoise(voltage, time, flicker, observation, node.Has("telegraph") ? TelegraphTrap.Read(node.Child("telegraph")) : null);
    }

    /// <summary>Relative variance of thermal noise at conductance <paramref name="conductance"/> (S) and <paramref name="temperature"/> (K).</summary>
    public double Thermal(double conductance, double temperature) =>
        2 * PhysicalConstants.Boltzmann * temperature / (conductance * Voltage * Voltage * Time);

    /// <summary>Relative variance of 1/f noise.</summary>
    public double FlickerVariance
    {
        get
        {
            var a = Math.PI * Time / Observation;
            return Flicker * (Math.Pow(Math.Sin(a) / a, 2) / 2 + Math.Sin(2 * a) / (2 * a) - CosineIntegral(2 * a));
        }
    }

    /// <summary>Relative variance of the telegraph signal.</summary>
    public double Telegraph => Trap?.Variance(Time) ?? 0;

    /// <summary>Standard deviation of a reading in S.</summary>
    public double Deviation(double conductance, double temperature) =>
        conductance * Math.Sqrt(Thermal(conductance, temperature) + FlickerVariance + Telegraph);

    // Ci(x) = γ + ln x + Σ (−x²)^k/(2k·(2k)!), for x < 1: twelve terms are exact to rounding.
    private static double CosineIntegral(double x)
    {
        const double euler = 0.57721566490153286;
        double sum = euler + Math.Log(x), term = 1;
        for (var k = 1; k <= 12; k++)
        {
            term *= -x * x / (2 * k * (2 * k - 1));
            sum += term / (2 * k);
        }
        return sum;
    }
}

using System.Numerics;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Tests.Transport;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Protocols;

public sealed class ImpedanceTests
{
    private const double D = 2e-16, L = 1e-7, X = 0.4, T = 298.15;

    // Charge transfer, then diffusion into a closed slab, cylinder or sphere: R_ct − U′·Z_D, with kT/(z e i0) and i0 = 5·√(x(1 − x)) A/m².
    private static Complex Analytic(Geometry geometry, double frequency)
    {
        const double kT = 1.380649e-23 * T / 1.602176634e-19;
        var charge = 96485.33212 * 2e4;
        var slope = kT / (X * (1 - X)) + 0.3;
        var s = Complex.Sqrt(new Complex(0, 2 * Math.PI * frequency) * L * L / D);
        // ∂x_s/∂i of the classical solutions: coth s/s, and in a sphere 1/(s coth s − 1).
        var spread = geometry == Geometry.Slab ? 1 / (s * Complex.Tanh(s)) : 1 / (s / Complex.Tanh(s) - 1);
        return kT / (5 * Math.Sqrt(X * (1 - X))) + slope * L / (charge * D) * spread;
    }

    [Theory]
    [InlineData(Geometry.Slab), InlineData(Geometry.Sphere)]
    public void Charge_transfer_and_finite_length_diffusion(Geometry geometry)
    {
        double[] frequencies = [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 1000];
        var host = FickParticleTests.Host() with { Diffusivity = new ConstantDiffusivity(new Arrhenius(D)) };
        double Error(int nodes)
        {
            var particle = new FickParticle(host, RadialGrid.Graded(geometry, L, nodes, 50));
            var z = Impedance.At(particle, [.. Enumerable.Repeat(X, nodes)], T, frequencies);
            return frequencies.Zip(z, (f, value) => (value / Analytic(geometry, f) - 1).Magnitude).Max();
        }
        var (coarse, fine) = (Error(101), Error(201));
        Assert.True(fine < 1e-3, $"{fine}");
        Assert.InRange(Math.Log2(coarse / fine), 1.8, 2.2);
    }

    [Fact]
    public void Double_layer_and_series_resistance_stand_around_the_interface()
    {
        var particle = new HomogeneousParticle(FickParticleTests.Host(), 1 / L);
        const double resistance = 0.02, capacity = 0.1, frequency = 40;
        var bare = Impedance.At(particle, [X], T, [frequency])[0];
        var whole = Impedance.At(particle, [X], T, [frequency], seriesResistance: resistance, doubleLayer: capacity)[0];
        var expected = resistance + 1 / (1 / bare + new Complex(0, 2 * Math.PI * frequency * capacity));
        Assert.Equal(0, (whole - expected).Magnitude, 1e-12);
    }

    /// <summary>Particles in parallel at one potential: admittances add.</summary>
    [Fact]
    public void Ensemble_is_its_members_in_parallel()
    {
        var slow = FickParticleTests.Host(kinetics: new ButlerVolmer(new Arrhenius(0.5), 0.5, ExchangeCurrent.Concentration));
        IParticle one = new HomogeneousParticle(FickParticleTests.Host(), 1e7), two = new HomogeneousParticle(slow, 1e7);
        double[] f = [0.01, 1];
        var (a, b, both) = (Impedance.At(one, [X], T, f), Impedance.At(two, [X], T, f), Impedance.At(new Ensemble([(one, 1), (two, 1)]), [X, X], T, f));
        for (var k = 0; k < f.Length; k++) Assert.Equal(0, (2 / (1 / a[k] + 1 / b[k]) / both[k] - 1).Magnitude, 1e-6);
    }

    [Fact]
    public void Small_sine_in_time_has_the_same_impedance()
    {
        // A current of one period and a half that settles into its cycle; V̂/î from the last period by Fourier sums.
        const double frequency = 0.05;
        var host = FickParticleTests.Host() with { Diffusivity = new ConstantDiffusivity(new Arrhenius(D)), FreeEnergy = new LinearLatticeGas(0.3) };
        var particle = new FickParticle(host, RadialGrid.Uniform(Geometry.Slab, L, 31));
        var z = Impedance.At(particle, [.. Enumerable.Repeat(X, 31)], T, [frequency])[0];
        const int periods = 6, perPeriod = 400;
        var amplitude = 1e-5;
        double[] times = [.. Enumerable.Range(0, periods * perPeriod + 1).Select(k => k / (frequency * perPeriod))];
        var wave = new WaveStep(times, [.. times.Select(t => amplitude * Math.Cos(2 * Math.PI * frequency * t))], true);
        var points = StepRunner.Run(particle, X, wave, T, new(times, new(1e-9, 1e-13))).Points;
        var last = points.Skip((periods - 1) * perPeriod).Take(perPeriod).ToArray();
        var rotor = last.Select(p => Complex.Exp(new Complex(0, -2 * Math.PI * frequency * p.Time))).ToArray();
        var voltage = last.Zip(rotor, (p, r) => p.Voltage * r).Aggregate(Complex.Zero, (s, v) => s + v);
        var current = last.Zip(rotor, (p, r) => p.CurrentDensity * r).Aggregate(Complex.Zero, (s, v) => s + v);
        Assert.Equal(0, (-voltage / current / z - 1).Magnitude, 2e-3);
    }
}

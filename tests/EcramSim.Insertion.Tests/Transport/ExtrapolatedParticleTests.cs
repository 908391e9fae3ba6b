using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>Shells with an extrapolated surface, against the scheme that has the surface as an unknown.</summary>
public sealed class ExtrapolatedParticleTests
{
    private static readonly Host Host = Host.Load(ModelLibrary.Shipped(), "graphite-mcmb");

    [Fact]
    public void Converges_to_the_particle_with_a_surface_node()
    {
        var voltages = new[] { 20, 40, 80 }.Select(n => End(new ExtrapolatedParticle(Host, 1e-5, n)).Points[^1].Voltage).ToArray();
        var fine = End(new FickParticle(Host, RadialGrid.Uniform(Geometry.Sphere, 1e-5, 320))).Points[^1].Voltage;
        var errors = voltages.Select(v => Math.Abs(v - fine)).ToArray();
        Assert.True(errors[2] < 5e-5, $"{errors[0]}, {errors[1]}, {errors[2]}");
        Assert.InRange(errors[0] / errors[1], 3, 5.5);
    }

    [Fact]
    public void Conserves_ions()
    {
        var result = End(new ExtrapolatedParticle(Host, 1e-5, 20));
        Assert.Equal(Termination.TimeReached, result.Termination);
        Assert.True(result.ClosureError < 1e-12);
    }

    [Fact]
    public void Jacobian_is_that_of_the_rate()
    {
        var particle = new ExtrapolatedParticle(Host with { Diffusivity = new LatticeDiffusivity(new(1e-13)) }, 1e-5, 6);
        double[] x = [0.3, 0.32, 0.4, 0.45, 0.5, 0.6];
        var jacobian = new SparseMatrix(SparsityPattern.FromEntries(7, particle.Couplings));
        particle.Jacobian(x, 0.4, 1.5, 298.15, jacobian);
        for (var j = 0; j <= 6; j++)
        {
            double[] up = new double[6], down = new double[6];
            Shifted(1e-6, up);
            Shifted(-1e-6, down);
            for (var i = 0; i < 6; i++)
                if (jacobian.Pattern.Entries().Contains((i, j))) Assert.Equal((up[i] - down[i]) / 2e-6, jacobian[i, j], 1e-8 + 1e-6 * Math.Abs(jacobian[i, j]));
                else Assert.Equal(0, up[i] - down[i], 1e-15);

            void Shifted(double d, double[] rate)
            {
                var y = x.ToArray();
                if (j < 6) y[j] += d;
                particle.Rate(y, 0.4, 1.5 + (j == 6 ? d : 0), 298.15, rate);
            }
        }
    }

    private static StepResult End(IParticle particle) =>
        StepRunner.Run(particle, 0.3, new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, 1), 1200, StepLimits.None), 298.15, new StepOptions([1200], new StepTolerance(1e-9, 1e-11)));
}

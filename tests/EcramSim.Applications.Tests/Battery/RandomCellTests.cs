using EcramSim.Applications.Battery;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>Random valid cells and steps end in finite curves with a named reason; 40, or 1000 where ECRAM_LONG is set.</summary>
public sealed class RandomCellTests
{
    [Fact]
    public void Every_case_ends_with_finite_numbers_and_closed_balances()
    {
        var count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 1000 : 40;
        var reasons = new SortedDictionary<Termination, int>();
        for (var k = 0; k < count; k++)
        {
            var random = new RandomStream(20, "cells", (ulong)k);
            double Between(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
            PorousElectrode Vary(PorousElectrode e) => e with
            {
                Layer = new PorousLayer(Between(2e-5, 2e-4), Between(0.15, 0.45), Between(1.2, 2)), ActiveFraction = Between(0.3, 0.5),
                ParticleRadius = Between(1e-6, 2e-5), Conductivity = new Arrhenius(Between(0.5, 200)),
            };
            var cell = Marquis.Cell with { Negative = Vary(Marquis.Cell.Negative), Positive = Vary(Marquis.Cell.Positive), Temperature = Between(273, 330) };
            var model = Marquis.Model((string[])["SPM", "SPMe", "DFN"] is var names ? names[(int)(3 * random.NextDouble())] : "", new CellMesh(6, 4, 5, 8, random.NextDouble() < 0.5 ? PorousScheme.Pybamm : PorousScheme.Conservative), cell);
            var rate = Between(0.05, 20) * (random.NextDouble() < 0.3 ? -1 : 1);
            var kind = random.NextDouble();
            var rest = model.Voltage(model.Start(), 0);
            IStep step = kind < 0.6 ? new GalvanostaticStep(cell.CurrentOfRate(rate), 4000, new StepLimits(2.5, 4.6))
                : kind < 0.8 ? new PotentiostaticStep(rest - 0.3 + 0.5 * random.NextDouble(), 1000, StepLimits.None)
                : new PowerStep(rest * cell.CurrentOfRate(rate), 1000, new StepLimits(2.5, 4.6));
            var result = CellRunner.Run(model, step);
            reasons[result.Termination] = reasons.GetValueOrDefault(result.Termination) + 1;
            Assert.All(result.Points, p => Assert.True(double.IsFinite(p.Voltage) && double.IsFinite(p.CurrentDensity) && double.IsFinite(p.Charge)));
            Assert.True(result.IonError < 1e-12 && result.ChargeError < 1e-12, $"case {k}: {result.IonError}, {result.ChargeError}");
            Assert.True(result.Termination != Termination.IntegrationFailed, $"case {k}, {model.GetType().Name}, {step}: {result.Explanation}");
        }
        Assert.True(reasons.Count >= 3, string.Join(", ", reasons));
    }
}

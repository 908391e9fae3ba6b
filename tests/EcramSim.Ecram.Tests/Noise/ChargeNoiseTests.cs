using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Noise;

public class ChargeNoiseTests
{
    private const double ThermalVoltage = PhysicalConstants.Boltzmann * 298.15 / PhysicalConstants.ElementaryCharge;

    // A small cell: r_el = 1e-3 Ω m², interfaces k·2 sinh(η~/2) with r_ct = 0.0257/k, line 1e-4 Ω m², area 0.5 µm²; a few thousand ions at most.
    private static Stack Small(double amplitude, double rateConstant, double doubleLayer, double width)
    {
        var stack = OhmicCell.Of(slope: 0, amplitude: amplitude, rateConstant: rateConstant);
        var side = Math.Sqrt(5e-13);
        return stack with
        {
            SeriesResistance = 1e-4 / 5e-13,
            Channel = stack.Channel with { Width = side, Length = side, DoubleLayer = doubleLayer },
            Gate = stack.Gate with { DoubleLayer = doubleLayer },
            Pulse = stack.Pulse with { Width = width },
        };
    }

    // Every ion on its own: hops in both directions at both interfaces are Poisson, the resistances have thermal noise, charges move in steps
    // short against everything. The variance of the charge over so many pulses has a relative standard error of √(2/n); four of them are
    // allowed, which chance exceeds once in 16 000 tests.
    [Theory]
    [InlineData("no drive at all", 0, 25, 1e-3, 6e-6)]
    [InlineData("voltage divided between all", 0.3, 25, 1e-3, 3e-6)]
    [InlineData("interfaces far from equilibrium", 0.3, 2, 3e-4, 6e-6)]
    [InlineData("double layers still charging", 0.3, 1e-3, 1e-2, 1e-6)]
    public void Variance_is_that_of_single_ions(string regime, double amplitude, double rateConstant, double doubleLayer, double width)
    {
        var pulses = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 40_000 : 600;
        var stack = Small(Math.Max(amplitude, 1e-9), rateConstant, doubleLayer, width);
        var expected = ChargeNoise.Of(stack, 0.5, stack.HoldVoltage + amplitude);
        var ions = new Ions(stack, amplitude, new RandomStream(4, regime));
        double sum = 0, squares = 0;
        for (var n = 0; n < pulses; n++)
        {
            var charge = ions.Pulse();
            sum += charge;
            squares += charge * charge;
        }
        var mean = sum / pulses;
        var variance = (squares / pulses - mean * mean) * pulses / (pulses - 1);
        Assert.InRange(variance / expected.Variance, 1 - 4 * Math.Sqrt(2.0 / pulses), 1 + 4 * Math.Sqrt(2.0 / pulses));
    }

    private sealed class Ions(Stack stack, double amplitude, RandomStream random)
    {
        private const double Step = 2.5e-9;
        private readonly double _area = stack.Channel.Area, _line = stack.SeriesResistance, _resistance = 1e-3 / stack.Channel.Area;
        private readonly double _layer = stack.Channel.DoubleLayer * stack.Channel.Area, _plates = stack.Electrolyte.Capacitance * stack.Channel.Area;
        private readonly double _rate = ((ButlerVolmer)stack.Channel.Host.Kinetics).ExchangeCurrentDensity(new InterfaceState(0.5, 0, 298.15)) * stack.Channel.Area / PhysicalConstants.ElementaryCharge;

        public double Pulse()
        {
            double channel = 0, gate = 0, electrolyte = 0, charge = 0;
            for (var t = 0.0; t < stack.Pulse.Width - 0.5 * Step; t += Step)
            {
                var loop = (amplitude - channel - gate - electrolyte) / _line * Step + Thermal(_line);
                var conducted = electrolyte / _resistance * Step + Thermal(_resistance);
                var (inwards, outwards) = (Hops(channel), Hops(gate));
                channel += (loop - inwards) / _layer;
                gate += (loop - outwards) / _layer;
                electrolyte += (loop - conducted) / _plates;
                charge += loop;
            }
            return charge;
        }

        private double Thermal(double resistance) => Math.Sqrt(2 * PhysicalConstants.Boltzmann * 298.15 * Step / resistance) * random.NextNormal();

        private double Hops(double voltage)
        {
            var forward = _rate * Math.Exp(0.5 * voltage / ThermalVoltage) * Step;
            var backward = _rate * Math.Exp(-0.5 * voltage / ThermalVoltage) * Step;
            return PhysicalConstants.ElementaryCharge * (Poisson(forward) - Poisson(backward));
        }

        private int Poisson(double mean)
        {
            var limit = Math.Exp(-mean);
            var count = 0;
            for (var product = random.NextDouble(); product > limit; product *= random.NextDouble()) count++;
            return count;
        }
    }

    // Long after the beginning, no drive: 2kT t/R of all resistances together (the line's 1e-4 among them), whatever each is made of.
    [Fact]
    public void Without_drive_it_is_the_thermal_noise_of_the_sum_of_resistances()
    {
        var stack = Small(1e-9, 25, 1e-5, 1e-3);
        var resistance = (1e-3 + 1e-4 + 2 * ThermalVoltage / 25) / stack.Channel.Area;
        var expected = 2 * PhysicalConstants.Boltzmann * 298.15 * 1e-3 / resistance;
        Assert.Equal(expected, ChargeNoise.Of(stack, 0.5, stack.HoldVoltage).Variance, 5e-3 * expected);
    }

    // One slow interface alone: hops of both directions, 2k·cosh(η~/2) per time; at zero voltage they remain.
    [Theory]
    [InlineData(0)]
    [InlineData(0.08)]
    public void One_slow_interface_has_shot_noise_of_both_directions(double amplitude)
    {
        var stack = Small(Math.Max(amplitude, 1e-9), 1e-3, 1e-7, 1e-3);
        var fast = new ButlerVolmer(new EcramSim.Insertion.Quantities.Arrhenius(1e7), 0.5, ExchangeCurrent.Constant);
        stack = stack with { Gate = stack.Gate with { Host = stack.Gate.Host with { Kinetics = fast } } };
        var expected = PhysicalConstants.ElementaryCharge * 2 * 1e-3 * Math.Cosh(0.5 * amplitude / ThermalVoltage) * 1e-3 * stack.Channel.Area;
        var noise = ChargeNoise.Of(stack, 0.5, stack.HoldVoltage + amplitude);
        Assert.Equal(expected, noise.Variance, 0.01 * expected);
        Assert.True(noise.Channel > 0.99 * noise.Variance);
    }

    [Fact]
    public void An_imposed_current_imposes_the_charge()
    {
        var stack = Small(0.3, 25, 1e-3, 3e-6);
        Assert.Equal(0, ChargeNoise.Of(stack with { Pulse = stack.Pulse with { IsCurrent = true } }, 0.5, 1e-9).Variance);
    }

    // The compiled device: electrolytes that take nearly all of the voltage have the thermal noise of their resistance, 2kT t/R.
    [Fact]
    public void Where_the_electrolyte_takes_the_voltage_its_resistance_is_heard_alone()
    {
        var noise = ChargeNoise.Of(Shipped.Stack("pedot-pss"), Shipped.Stack("pedot-pss").Window.Middle, true);
        var expected = 2 * PhysicalConstants.Boltzmann * 298.15 * 1e-3 / (1e-3 / 0.02 / 1e-9);
        Assert.Equal(expected, noise.Variance, 0.03 * expected);
        Assert.True(noise.Electrolyte > 0.98 * noise.Variance);
    }
}

using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Materials;

namespace EcramSim.Ecram.Observables;

/// <summary>How fast the double layers of a cell discharge into their hosts near equilibrium: C_dl·kT/(ze·i₀), s.</summary>
/// <param name="Channel">At the channel.</param>
/// <param name="Gate">At the gate; 0 of a blocking one, which never discharges.</param>
public sealed record DoubleLayerTimes(double Channel, double Gate)
{
    /// <summary>The slower of the two.</summary>
    public double Slowest => Math.Max(Channel, Gate);

    /// <summary>Of <paramref name="stack"/> with its channel at filling <paramref name="x"/>.</summary>
    public static DoubleLayerTimes Of(Stack stack, double x)
    {
        double Time(Host host, double filling, double capacitance)
        {
            var state = host.Interface(filling, stack.Temperature);
            var exchange = stack.RateFactor * host.Kinetics.ExchangeCurrentDensity(state);
            return exchange == 0 ? 0 : capacitance * state.ThermalVoltage / exchange;
        }
        return new DoubleLayerTimes(Time(stack.Channel.Host, x, stack.Channel.DoubleLayer), Time(stack.Gate.Host, stack.GateFilling(x), stack.Gate.DoubleLayer));
    }
}

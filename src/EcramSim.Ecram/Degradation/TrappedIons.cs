using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Degradation;

/// <summary>
/// Of the ions that enter, a share stays in deep sites and can no longer be extracted, until those are full: with the window Δx inserted per
/// cycle, dx_T/dN = p·Δx·(1 − x_T/x_t), so x_T = x_t·[1 − exp(−pΔxN/x_t)]. The lower end of the window rises by x_T; where insertion raises the
/// conductance the lowest conductance is lost, where extraction does, the highest.
/// </summary>
/// <param name="PerIon">p, share of the entering ions that is trapped while all traps are empty.</param>
/// <param name="Traps">x_t, deep sites as a share of all sites.</param>
[ModelName("trapped-ions")]
public sealed record TrappedIons(double PerIon, double Traps) : IDegradation
{
    /// <summary>Trapped filling after <paramref name="cycles"/> across the window of <paramref name="stack"/>.</summary>
    public double Filling(Stack stack, double cycles) => Traps * (1 - Math.Exp(-PerIon * (stack.Window.Maximum - stack.Window.Minimum) * cycles / Traps));

    /// <inheritdoc/>
    public Stack Aged(Stack stack, double cycles)
    {
        var lowest = Math.Min(stack.Window.Minimum + Filling(stack, cycles), stack.Window.Maximum);
        return stack with { Window = stack.Window with { Minimum = lowest, Hold = Math.Max(stack.Window.Hold, lowest) } };
    }

    /// <summary>Keys <c>trapped_per_ion</c> and <c>traps</c>, both between 0 and 1.</summary>
    public static TrappedIons Read(ModelNode node) => new(node.Number("trapped_per_ion", Interval.Fraction), node.Number("traps", Interval.Fraction));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TrappedIons> Examples => [new(1e-4, 0.05), new(1e-8, 0.5)];
}

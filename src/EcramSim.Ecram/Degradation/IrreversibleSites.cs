using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Degradation;

/// <summary>
/// Every full cycle a share s of the sites that still work dies, with their part of the film: what is left is a film of the thickness
/// t·exp(−sN), which takes fewer ions and conducts less.
/// </summary>
/// <param name="PerCycle">s, share of the sites per full cycle.</param>
[ModelName("irreversible-sites")]
public sealed record IrreversibleSites(double PerCycle) : IDegradation
{
    /// <inheritdoc/>
    public Stack Aged(Stack stack, double cycles) =>
        stack with { Channel = stack.Channel with { Thickness = Math.Exp(-PerCycle * cycles) * stack.Channel.Thickness } };

    /// <summary>Key <c>lost_per_cycle</c>, between 0 and 1.</summary>
    public static IrreversibleSites Read(ModelNode node) => new(node.Number("lost_per_cycle", Interval.Fraction));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<IrreversibleSites> Examples => [new(1e-6), new(1e-10)];
}

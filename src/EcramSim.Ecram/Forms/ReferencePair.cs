using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Forms;

/// <summary>
/// A cell and a reference that no update touches, w = g − r. The reference stands where alternating pulses leave the cell, at its symmetry point, so that
/// the weight 0 is where up and down steps are equal.
/// </summary>
/// <param name="Pairs">Pairs of pulses that find the symmetry point when the array is made.</param>
[ModelName("reference-pair")]
public sealed record ReferencePair(int Pairs) : IWeightForm
{
    /// <inheritdoc/>
    public IReadOnlyList<double> Shares { get; } = [1, -1];

    /// <summary>Reads pairs.</summary>
    public static ReferencePair Read(ModelNode node) => new(node.Integer("pairs", 1, 1_000_000));

    /// <summary>What the tests of the family run on.</summary>
    public static IEnumerable<ReferencePair> Examples => [new(300)];
}

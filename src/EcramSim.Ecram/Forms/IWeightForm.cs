namespace EcramSim.Ecram.Forms;

/// <summary>How one weight is made of several cells of a device. A new form is one record with a <c>[ModelName]</c> and what the tile does with it.</summary>
public interface IWeightForm
{
    /// <summary>What each cell counts for in the weight, in units of weight.</summary>
    IReadOnlyList<double> Shares { get; }
}

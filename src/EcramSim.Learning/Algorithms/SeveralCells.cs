using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Ecram.Forms;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Algorithms;

/// <summary>Rules whose weights are made of several cells: the array does the work, the rule asks for it.</summary>
internal static class SeveralCells
{
    /// <summary>The device with weights of this form.</summary>
    /// <exception cref="InputException">Its weights are made of several cells already.</exception>
    internal static CellDevice Of(CellDevice device, IWeightForm form, string rule)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Form is null ? device with { Form = form }
            : throw new InputException($"training rule '{rule}': makes a weight of several cells, and the file of device '{device.Id}' does so already (cells); use sgd, or a device of single cells");
    }

    /// <summary>Plain descent on weights of this form, or on exact ones, which have no cells.</summary>
    /// <exception cref="InputException">Weights of another form.</exception>
    internal static ITileRule Begin<TForm>(ITile weights, string rule, Func<string, ITile> another) where TForm : IWeightForm
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Granularity > 0 && weights is not GroupTile { Form: TForm })
            throw new InputException($"training rule '{rule}': tile '{weights.Name}' has one cell per weight; convert the model with AnalogOptions.For(rule), which makes a weight of the cells that the rule needs");
        return new PulsedDescent().Begin(weights, another);
    }
}

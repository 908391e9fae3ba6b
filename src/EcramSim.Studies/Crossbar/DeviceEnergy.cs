using EcramSim.Crossbar.Ledger;
using EcramSim.Ecram;

namespace EcramSim.Studies.Crossbar;

/// <summary>What training cost on one device.</summary>
/// <param name="Device">The device.</param>
/// <param name="LearningRate">The learning rate that was used.</param>
/// <param name="Steps">Training steps that were run.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="EpochSteps">Steps of an epoch of the whole data set.</param>
/// <param name="Pulses">Programming pulses in all steps.</param>
/// <param name="Bill">Everything that was done in all steps.</param>
public sealed record DeviceEnergy(CellDevice Device, double LearningRate, int Steps, int Batch, int EpochSteps, long Pulses, ArrayBill Bill)
{
    /// <summary>One image through the network.</summary>
    public OperationCost PerInference => Scaled(Bill.Forward, 1.0 / ((long)Steps * Batch));

    /// <summary>One training step: forward and backward reads and the update of every layer.</summary>
    public OperationCost PerStep => Scaled(Bill.Total, 1.0 / Steps);

    /// <summary>One epoch of the whole data set.</summary>
    public OperationCost PerEpoch => Scaled(Bill.Total, (double)EpochSteps / Steps);

    /// <summary>One operation of a training step.</summary>
    public IEnumerable<(string Operation, OperationCost Cost)> Operations =>
        [("forward", Scaled(Bill.Forward, 1.0 / Steps)), ("backward", Scaled(Bill.Backward, 1.0 / Steps)), ("update", Scaled(Bill.Update, 1.0 / Steps))];

    private static OperationCost Scaled(OperationCost cost, double factor) => new(factor * cost.Energy, factor * cost.Time);
}

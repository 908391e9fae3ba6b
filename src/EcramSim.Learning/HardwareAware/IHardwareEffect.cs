using EcramSim.Crossbar;

namespace EcramSim.Learning.HardwareAware;

/// <summary>
/// What hardware will do to weights once they are programmed, shown to the network while it trains: forward and backward reads of a batch see the disturbed
/// weights, a fresh draw per step; the gradient goes straight through to the clean ones. Selected by name in a network file ("hardware_aware") and on the command line.
/// </summary>
public interface IHardwareEffect
{
    /// <summary>Whether it does nothing: training is then that without it, bit for bit.</summary>
    bool IsNone { get; }

    /// <summary>Changes the weights that this step reads.</summary>
    void Disturb(WeightDraw draw);

    /// <summary>Whether the change is made to the clean weights too, after every step.</summary>
    bool Stays => false;

    /// <summary>The array that the reads of training go through.</summary>
    ArrayOptions Through(ArrayOptions array) => array;
}

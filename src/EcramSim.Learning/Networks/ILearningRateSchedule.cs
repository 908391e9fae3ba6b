namespace EcramSim.Learning.Networks;

/// <summary>How the learning rate goes down over the epochs; named in a network file by its key "schedule".</summary>
public interface ILearningRateSchedule
{
    /// <summary>Factor on the learning rate in <paramref name="epoch"/> (1-based) of <paramref name="epochs"/>, in (0, 1].</summary>
    double Factor(int epoch, int epochs);
}

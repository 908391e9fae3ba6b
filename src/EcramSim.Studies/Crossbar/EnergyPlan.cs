namespace EcramSim.Studies.Crossbar;

/// <summary>What <c>ecram crossbar energy</c> is asked.</summary>
/// <param name="Devices">Devices with volts and joules, each an id or a path; at least one.</param>
/// <param name="Array">Array with a technology: id or path.</param>
/// <param name="Network">Network: id or path.</param>
/// <param name="Data">Data set; its images are enlarged where the network has more inputs.</param>
/// <param name="Steps">Training steps to average over.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="LearningRate">Learning rate; null takes that of the device or network file.</param>
public sealed record EnergyPlan(IReadOnlyList<string> Devices, string Array, string Network, string Data, int Steps, int Batch, double? LearningRate)
{
    /// <summary>Devices shown unless others are named: a proton, a lithium and an organic cell.</summary>
    public static IReadOnlyList<string> UsualDevices { get; } = ["hxwo3-psg", "lixwo3-lipon", "pedot-pss"];
}

namespace EcramSim.Studies.Evaluate;

/// <summary>What a device reaches with one non-ideality taken away (one seed, the first; all else, random numbers included, as in its own run).</summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Removed">Name of the non-ideality.</param>
/// <param name="With">Test accuracy of the device as it is, same seed.</param>
/// <param name="Without">Test accuracy without it.</param>
public sealed record RemovalRow(string Device, string Removed, double With, double Without);

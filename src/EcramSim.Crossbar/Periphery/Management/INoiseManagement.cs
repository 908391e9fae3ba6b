namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>
/// How an input vector is brought to the range of the lines: the array reads x/α, and outputs are multiplied by α. Selected in an array file by
/// "noise_management": a name, an object with "law", or true (<see cref="AbsMax"/>) and false (<see cref="Unscaled"/>). A new one is one file with a <c>[ModelName]</c>.
/// </summary>
public interface INoiseManagement
{
    /// <summary>Whether values are scaled digitally, which the ledger prices.</summary>
    bool Scales { get; }

    /// <summary>Whether α depends on the vectors before, in the order of the reads.</summary>
    bool Remembers => false;

    /// <summary>Whether α needs the sums of an input and the bound of the outputs.</summary>
    bool NeedsSums => false;

    /// <summary>α, above 0.</summary>
    /// <param name="x">The vector, not all zeros.</param>
    /// <param name="memory">What a tile remembers of one direction; 0 before the first vector.</param>
    float Scale(in InputSums x, ref float memory);
}

namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>
/// What a forward read does when an output does not pass its bound. Every repetition is a read of its own, with fresh noise and its own cost. Selected in an array file by
/// "bound_management": a name, an object with "law", or true (<see cref="IterativeHalving"/>) and false (<see cref="Clipping"/>). A new one is one file with a <c>[ModelName]</c>.
/// </summary>
public interface IBoundManagement
{
    /// <summary>Whether anything is read again.</summary>
    bool Repeats { get; }

    /// <summary>Whether it needs the sums of an input and the bound of the outputs.</summary>
    bool NeedsSums => false;

    /// <summary>The scale of the next read; null: outputs stay clipped.</summary>
    /// <param name="scale">That of the read that clipped.</param>
    /// <param name="reads">Reads of this vector so far.</param>
    /// <param name="x">The vector.</param>
    float? Next(float scale, int reads, in InputSums x);
}

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// One step of a read between the digital side and the array, selected in an array file by "law": converter, noise, amplifier. Stages act
/// on the lines of one side of the array in the order in which the file lists them. A new stage is one file with a <c>[ModelName]</c>.
/// </summary>
public interface IReadStage
{
    /// <summary>Bits of the conversion this stage makes; null where it converts nothing.</summary>
    int? Bits => null;

    /// <summary>Largest magnitude that passes, where it is a number of the array file; null where nothing is held back, or nobody knows yet what.</summary>
    double? Bound => (this as IRangedStage)?.Range.Given;

    /// <summary>Makes the stage on the lines of one side of one array: what differs from line to line is drawn here.</summary>
    ILineStage Fabricate(StagePlace place);
}

/// <summary>A stage as it was made on the lines of one array.</summary>
public interface ILineStage
{
    /// <summary>Lets one vector through, in place. Depends on its arguments and on nothing that came before.</summary>
    /// <param name="values">One value per line, in units of the range (inputs: ±1) or of input × weight (outputs).</param>
    /// <param name="read">Number of this use: the counter of the noise.</param>
    /// <returns>Whether a value lay beyond what the stage can pass.</returns>
    bool Apply(Span<float> values, ulong read);
}

/// <summary>Where a stage stands.</summary>
/// <param name="Lines">Number of lines.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Name">Unique within the run: names the random streams.</param>
/// <param name="Largest">The largest magnitude that can reach the stage: 1 at inputs, inputs × window of a weight at outputs; infinite where weights have no bound.</param>
/// <param name="ReadTime">Time from one use to the next, s.</param>
public readonly record struct StagePlace(int Lines, ulong Seed, string Name, double Largest, double ReadTime);

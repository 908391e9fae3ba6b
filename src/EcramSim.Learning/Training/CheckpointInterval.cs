using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.Training;

/// <summary>How often a training saves its state: after so many steps, after so much time of this machine, or never. The results do not depend on it.</summary>
/// <param name="Steps">Steps between two checkpoints; null: time decides.</param>
/// <param name="Time">Time between two; null: steps decide. Never where both are null.</param>
public readonly record struct CheckpointInterval(long? Steps, TimeSpan? Time)
{
    /// <summary>What holds where nobody says anything: the state of 784-256-128-10 on metal-oxide cells took 32 ms to reach the disk (85 steps with a checkpoint each against none), 0.05 % of a minute.</summary>
    public const string Default = "1 min";

    /// <summary>No checkpoint.</summary>
    public static CheckpointInterval Never { get; } = new(null, null);

    /// <summary>Whether there is no checkpoint at all.</summary>
    public bool IsNever => Steps is null && Time is null;

    /// <summary>Reads "500" (steps), "2 min" (time) or "none".</summary>
    /// <exception cref="InputException">None of these, or not above 0.</exception>
    public static CheckpointInterval Parse(string text)
    {
        if (text == "none") return Never;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var steps))
            return steps >= 1 ? new(steps, null) : throw new InputException($"--checkpoint-every: value {steps} is outside the allowed range: 1 step or more");
        if (!Units.TryParse(text, Dimension.Second, out var seconds, out var problem))
            throw new InputException($"--checkpoint-every: {problem}; a number of steps (500), a time (\"2 min\") or none");
        return seconds is > 0 and < 1e9 ? new(null, TimeSpan.FromSeconds(seconds)) : throw new InputException($"--checkpoint-every: value {text} is outside the allowed range (0, 1e9] s");
    }

    internal bool IsDue(long steps, TimeSpan passed) => steps >= Steps || passed >= Time;
}

using EcramSim.Studies.Fit.Reading;

namespace EcramSim.Studies.Fit;

/// <summary>What a person asks of a fit.</summary>
/// <param name="Pulses">The pulse file.</param>
/// <param name="Reading">How it is read.</param>
public sealed record FitPlan(string Pulses, PulseReading Reading)
{
    /// <summary>Texts of the files by name, from a stored run; what is not here is read from disk.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
    /// <summary>"law" or "physics".</summary>
    public string Level { get; init; } = "law";
    /// <summary>"bic" or "aic": what chooses among the laws.</summary>
    public string Criterion { get; init; } = "bic";
    /// <summary>Name of the only law to fit; null for the best of all.</summary>
    public string? Law { get; init; }
    /// <summary>A record of the conductance over time; null without one.</summary>
    public string? Retention { get; init; }
    /// <summary>Id or path of the physical device from which a fit on the level of physics begins.</summary>
    public string? Stack { get; init; }
    /// <summary>Host of the channel in its place; null keeps it.</summary>
    public string? Host { get; init; }
    /// <summary>Electrolyte in its place; null keeps it.</summary>
    public string? Electrolyte { get; init; }
    /// <summary>Host of the gate in its place; null keeps it.</summary>
    public string? Gate { get; init; }
    /// <summary>What a fit on the level of physics moves.</summary>
    public IReadOnlyList<string> Free { get; init; } = [];

    /// <summary>The text of one of the files.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">It cannot be read.</exception>
    public string TextOf(string file) => Texts.TryGetValue(Path.GetFileName(file), out var text) ? text : TextEncoding.Read(file);

    /// <summary>The measured pulses.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">They cannot be understood.</exception>
    public PulseData Data() => PulseFile.Read(Pulses, TextOf(Pulses), Reading);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcramSim.Studies.Evaluate;

/// <summary><c>timing.json</c>: wall-clock of this machine, the only file that differs between equal runs.</summary>
public static class TimingFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The text of the file.</summary>
    /// <param name="timings">Each training.</param>
    /// <param name="threads">Trainings at a time.</param>
    /// <param name="wall">The whole evaluation, s.</param>
    public static string Text(IReadOnlyList<RunTiming> timings, int threads, double wall) => new JsonObject
    {
        ["wall_s"] = Math.Round(wall, 3),
        ["threads"] = threads,
        ["images_per_s"] = Math.Round(timings.Sum(t => t.Images) / wall, 1),
        ["runs"] = new JsonArray([.. timings.Select(t => (JsonNode)new JsonObject
        {
            ["device"] = t.Device,
            ["seed"] = t.Seed,
            ["removed"] = t.Removed,
            ["wall_s"] = Math.Round(t.Seconds, 3),
            ["images_per_s"] = Math.Round(t.Images / t.Seconds, 1),
        })]),
    }.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
}

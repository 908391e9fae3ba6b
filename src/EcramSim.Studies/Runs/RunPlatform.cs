using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace EcramSim.Studies.Runs;

/// <summary>What must agree for two runs to give the same bits: operating system, processor family, runtime. No name and no path of the machine.</summary>
/// <param name="System">"linux", "macos", "windows" or "other".</param>
/// <param name="Processor">Processor family, such as "x64" or "arm64".</param>
/// <param name="Runtime">Such as ".NET 10.0.1".</param>
public sealed record RunPlatform(string System, string Processor, string Runtime)
{
    /// <summary>The platform of this process.</summary>
    public static RunPlatform Here { get; } = new(
        OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "macos" : OperatingSystem.IsWindows() ? "windows" : "other",
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        RuntimeInformation.FrameworkDescription);

    /// <summary>As it stands in <c>run.json</c>.</summary>
    public JsonObject ToJson() => new() { ["system"] = System, ["processor"] = Processor, ["runtime"] = Runtime };
}

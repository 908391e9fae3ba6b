using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;

namespace EcramSim.Bench;

/// <summary>The table of headline numbers.</summary>
internal static class Headline
{
    // Four digits, whether nanoseconds or images per second.
    private static string Short(double value) => value.ToString(value is >= 0.001 and < 1000 ? "G4" : value >= 1000 ? "F0" : "E2", CultureInfo.InvariantCulture);

    /// <summary>Measures, prints, and writes <paramref name="json"/> if it is given.</summary>
    public static void Run(string? json, string? only)
    {
        var peak = MachineLimits.FusedMultiplyAdd();
        var memory = MachineLimits.MemoryRead();
        Console.WriteLine($"one core of {Environment.ProcessorCount}: {peak:F0} GFLOP/s fused multiply-add, {memory:F1} GB/s reading memory");
        var figures = new JsonObject();
        foreach (var figure in UpdateFigures.All().Concat(ReadFigures.All(() => peak)).Concat(NodalFigures.All()).Concat(GemmFigures.All(() => MachineLimits.FusedMultiplyAdd()))
                     .Concat(InsertionFigures.All()).Concat(BatteryFigures.All()).Concat(ConvFigures.All()).Concat(TrainFigures.All()).Concat(RecurrentFigures.All()).Concat(CustomFunctionFigures.All()).Concat(LawFigures.All()))
        {
            if (only is not null && !figure.Name.Contains(only, StringComparison.Ordinal)) continue;
            var (value, best) = figure.Measure();
            var fraction = value / figure.Limit();
            Console.WriteLine($"{figure.Name,-34} {Short(value),9} {figure.Unit,-8} best {Short(best),9}{(fraction is { } f ? $" {f,6:P0} of the limit" : "")}");
            figures[figure.Name] = new JsonObject { ["value"] = value, ["unit"] = figure.Unit, ["fraction_of_limit"] = fraction, ["best"] = best };
        }
        if (json is null) return;
        var machine = new JsonObject
        {
            ["os"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["cores"] = Environment.ProcessorCount,
            ["avx2"] = Avx2.IsSupported,
            ["fma_peak_GFLOP_per_s"] = peak,
            ["memory_read_GB_per_s"] = memory,
        };
        File.WriteAllText(json, new JsonObject { ["machine"] = machine, ["figures"] = figures }.ToJsonString(new() { WriteIndented = true }));
    }
}

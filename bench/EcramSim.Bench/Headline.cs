using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;

namespace EcramSim.Bench;

/// <summary>The table of headline numbers.</summary>
internal static class Headline
{
    private static IEnumerable<Figure> All =>
    [
        .. UpdateFigures.All(), .. ReadFigures.All(), .. MemoryFigures.All(), .. AnalogTrainFigures.All(), .. WiresTrainFigures.All(), .. NodalFigures.All(), .. GemmFigures.All(), .. InsertionFigures.All(),
        .. BatteryFigures.All(), .. ConvFigures.All(), .. TrainFigures.All(), .. RecurrentFigures.All(), .. CustomFunctionFigures.All(), .. LawFigures.All(),
    ];

    // Four digits, whether nanoseconds or images per second.
    private static string Short(double value) => value.ToString(value is >= 0.001 and < 1000 ? "G4" : value >= 1000 ? "F0" : "E2", CultureInfo.InvariantCulture);

    /// <summary>Measures, prints, and writes <paramref name="json"/> if it is given; <paramref name="only"/> are parts of names, null for all.</summary>
    public static void Run(string? json, IReadOnlyList<string>? only)
    {
        var peak = MachineLimits.FusedMultiplyAdd();
        var memory = MachineLimits.MemoryRead();
        Console.WriteLine($"one core of {Environment.ProcessorCount}: {peak:F0} GFLOP/s fused multiply-add, {memory:F1} GB/s reading memory");
        var figures = new JsonObject();
        foreach (var figure in All)
        {
            if (only is not null && !only.Any(text => figure.Name.Contains(text, StringComparison.Ordinal))) continue;
            var measured = figure.Measure();
            var fraction = measured.Median / figure.Limit();
            Console.WriteLine($"{figure.Name,-34} {Short(measured.Median),9} {figure.Unit,-8} best {Short(measured.Best),9}{(fraction is { } f ? $" {f,6:P0} of the limit" : "")}{measured.Note}");
            figures[figure.Name] = new JsonObject { ["value"] = measured.Median, ["unit"] = figure.Unit, ["fraction_of_limit"] = fraction };
        }
        if (json is null) return;
        var machine = new JsonObject
        {
            ["os"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["cores"] = Environment.ProcessorCount,
            ["avx2"] = Avx2.IsSupported,
            ["avx512"] = Vector512.IsHardwareAccelerated,
            ["fma_peak_GFLOP_per_s"] = peak,
            ["memory_read_GB_per_s"] = memory,
        };
        File.WriteAllText(json, new JsonObject { ["machine"] = machine, ["figures"] = figures }.ToJsonString(new() { WriteIndented = true }));
    }
}

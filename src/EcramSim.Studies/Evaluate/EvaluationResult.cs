using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Evaluate;

/// <summary>A finished evaluation.</summary>
/// <param name="Plan">What was asked, with every default resolved.</param>
/// <param name="Hardware">Baselines and devices in the order of the table.</param>
/// <param name="Rows">One per device, seed and epoch, in a fixed order.</param>
/// <param name="Summary">One per device.</param>
/// <param name="Removals">Empty where no causes were asked for.</param>
/// <param name="Timings">Wall-clock of each training: the only part that differs between equal runs.</param>
/// <param name="Record">For <c>run.json</c>.</param>
public sealed record EvaluationResult(EvaluationPlan Plan, IReadOnlyList<Hardware> Hardware, IReadOnlyList<EpochRow> Rows,
    IReadOnlyList<SummaryRow> Summary, IReadOnlyList<RemovalRow> Removals, IReadOnlyList<RunTiming> Timings, RunRecord Record)
{
    /// <summary>The trained model of each seed as a safetensors file; empty for an evaluation of many devices.</summary>
    public IReadOnlyList<(ulong Seed, byte[] File)> Weights { get; init; } = [];

    /// <summary>Every parameter read for this evaluation, each once.</summary>
    public IReadOnlyList<ParameterRecord> Parameters { get; } =
        [.. Hardware.SelectMany(h => h.Device?.Parameters ?? []).Distinct()];
}

/// <summary>Wall-clock of one training on this machine.</summary>
/// <param name="Device">Device or baseline.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Removed">The non-ideality taken away, or null.</param>
/// <param name="Seconds">Wall-clock, s.</param>
/// <param name="Images">Images trained on.</param>
public sealed record RunTiming(string Device, ulong Seed, string? Removed, double Seconds, long Images);

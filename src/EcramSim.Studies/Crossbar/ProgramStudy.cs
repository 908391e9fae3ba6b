using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>Weights written into arrays of one device by pulses, each reading verified; an array per seed.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Weights">The wanted weights as the file has them.</param>
/// <param name="Array">Cells and periphery.</param>
/// <param name="Scale">What the weights were divided by; 1 without.</param>
/// <param name="Results">One per seed; rows are outputs, columns inputs.</param>
public sealed record ProgramStudy(ProgramPlan Plan, MatrixFile Weights, CellArray Array, double Scale, IReadOnlyList<(ulong Seed, ProgrammingResult Result)> Results)
{
    /// <summary>A study that is checked, but not run.</summary>
    public sealed record Prepared(ProgramPlan Plan, MatrixFile Weights, CellArray Array, double Scale, float[] Target, IReadOnlyList<ParameterRecord> Parameters);

    /// <summary>Reads device and array and checks every weight.</summary>
    /// <exception cref="InputException">Bad input; a weight that the cells cannot hold.</exception>
    public static Prepared Prepare(ProgramPlan plan, MatrixFile weights, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(weights);
        var device = CellDevice.Read(library, plan.Device, settings);
        var file = ArrayFile.Read(library, plan.Array, settings);
        var (low, high) = (device.Law.Minimum, device.Law.Maximum);
        var scale = 1.0;
        for (var k = 0; k < weights.Values.Length; k++)
        {
            var w = weights.Values[k];
            if (!double.IsFinite(w)) throw new InputException($"{weights.Name}: row {k / weights.Columns + 1}, column {k % weights.Columns + 1}: a weight must be finite");
            if (w >= low && w <= high) continue;
            if (!plan.FitsWindow)
                throw new InputException(FormattableString.Invariant($"{weights.Name}: row {k / weights.Columns + 1}, column {k % weights.Columns + 1}: weight {w} is outside the window [{low:G4}, {high:G4}] of {device.Id}; scale the weights, or --fit-window divides them by a power of two"));
            while (!(w / scale >= low && w / scale <= high)) scale *= 2;
        }
        // The file has a row per word line; a tile has one per output.
        var target = new float[weights.Values.Length];
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++) target[j * weights.Rows + i] = (float)(weights.Values[i * weights.Columns + j] / scale);
        return new Prepared(plan, weights, new CellArray(device, file.Options), scale, target, [.. device.Parameters, .. file.Parameters]);
    }

    /// <summary>Programs an array per seed.</summary>
    public static ProgramStudy Run(Prepared prepared, IReadOnlyList<ulong> seeds, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(seeds);
        var results = new List<(ulong, ProgrammingResult)>();
        foreach (var seed in seeds)
        {
            cancellation.ThrowIfCancellationRequested();
            var tile = (prepared.Array with { Seed = seed }).CreateTile(prepared.Weights.Columns, prepared.Weights.Rows);
            results.Add((seed, tile.Program(prepared.Target, prepared.Plan.How, cancellation)));
            progress?.Report(new RunProgress((double)results.Count / seeds.Count, FormattableString.Invariant($"seed {seed}")));
        }
        return new ProgramStudy(prepared.Plan, prepared.Weights, prepared.Array, prepared.Scale, results);
    }

    /// <summary>Writes tables, figures and page into <paramref name="folder"/>; the caller adds <c>run.json</c> and commits.</summary>
    public void Write(RunFolder folder, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("programmed.csv", ProgramTables.Programmed(this));
        folder.Write("cells.csv", ProgramTables.Cells(this));
        folder.Write("statistics.csv", ProgramTables.Statistics(this));
        folder.Write("errors.svg", ProgramFigures.Errors(this));
        folder.Write("pulses.svg", ProgramFigures.Pulses(this));
        folder.Write("report.html", ProgramPage.Of(this, record));
    }
}

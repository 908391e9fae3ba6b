using System.Globalization;
using System.Text;
using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>The CSV files of <c>ecram crossbar energy</c>.</summary>
public static class EnergyTables
{
    /// <summary><c>energy.csv</c>: one training step by operation and cause, and what each price rests on.</summary>
    public static string Energy(EnergyStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,operation,cause,energy_J,time_s,rests_on\n");
        foreach (var r in study.Results)
            foreach (var (operation, cost) in r.Operations)
                for (var k = 0; k < CostSplit.Causes.Count; k++)
                    Csv.Line(text, r.Device.Id, operation, CostSplit.Causes[k], Csv.Cell(cost.Energy.Parts[k]), Csv.Cell(cost.Time.Parts[k]),
                        string.Join("; ", PriceTrace.Of(CostSplit.Causes[k], operation, r.Device.Id)));
        return text.ToString();
    }

    /// <summary><c>summary.csv</c>: totals per inference, training step and epoch, and the area.</summary>
    public static string Summary(EnergyStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,learning_rate,batch,steps,pulses_per_step,energy_per_inference_J,time_per_inference_s,energy_per_step_J,time_per_step_s,energy_per_epoch_J,time_per_epoch_s,area_m2\n");
        foreach (var r in study.Results)
            Csv.Line(text, r.Device.Id, Csv.Cell(r.LearningRate), Whole(r.Batch), Whole(r.Steps), Csv.Cell((double)r.Pulses / r.Steps),
                Csv.Cell(r.PerInference.Energy.Total), Csv.Cell(r.PerInference.Time.Total), Csv.Cell(r.PerStep.Energy.Total), Csv.Cell(r.PerStep.Time.Total),
                Csv.Cell(r.PerEpoch.Energy.Total), Csv.Cell(r.PerEpoch.Time.Total), Csv.Cell(r.Bill.Area.Total));
        return text.ToString();
    }

    /// <summary><c>mapping.csv</c>: how each layer fills its tiles.</summary>
    public static string MappingRows(EnergyStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("layer,outputs,inputs,tiles_down,tiles_across,cells_per_weight,cells_built,cells_used_fraction\n");
        foreach (var m in study.Mapping)
            Csv.Line(text, m.Layer, Whole(m.Outputs), Whole(m.Inputs), Whole(m.Down), Whole(m.Across), Whole(m.CellsPerWeight), m.CellsBuilt.ToString(CultureInfo.InvariantCulture), Csv.Cell(m.Used));
        return text.ToString();
    }

    /// <summary><c>sources.csv</c>: every parameter of array and devices with value, status and source.</summary>
    public static string Sources(EnergyStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("file,parameter,value,status,source\n");
        foreach (var p in study.Parameters) Csv.Line(text, Path.GetFileNameWithoutExtension(p.File), p.Path, p.Text, p.Status, p.Source);
        return text.ToString();
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}

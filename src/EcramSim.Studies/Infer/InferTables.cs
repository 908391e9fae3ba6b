using System.Globalization;
using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Infer;

/// <summary>The CSV files of <c>ecram infer</c>.</summary>
public static class InferTables
{
    /// <summary><c>results.csv</c>: one row per device, seed, time, correction and reading of the test set.</summary>
    public static string Results(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,compensation,seed,after_s,read,test_accuracy,digital_accuracy,weight_error_rms,weight_error_mean,weight_drift_rms,weight_drift_mean," +
            "energy_per_inference_J,time_per_inference_s,correction_energy_J,correction_time_s,refreshes,refresh_energy_J,refresh_time_s\n");
        foreach (var r in study.Rows)
            Csv.Line(text, r.Device, r.Compensation, r.Seed.ToString(CultureInfo.InvariantCulture), Csv.Cell(r.After), Whole(r.Read), Csv.Cell(r.Accuracy), Csv.Cell(r.Digital),
                Csv.Cell(r.Error?.RootMeanSquare), Csv.Cell(r.Error?.Mean), Csv.Cell(r.Error?.Drift), Csv.Cell(r.Error?.MeanDrift),
                Csv.Cell(r.PerImage.Energy), Csv.Cell(r.PerImage.Time), Csv.Cell(r.Correction.Energy), Csv.Cell(r.Correction.Time), Whole(r.Refreshes), Csv.Cell(r.Refresh.Energy), Csv.Cell(r.Refresh.Time));
        return text.ToString();
    }

    /// <summary><c>summary.csv</c>: one row per device, time and correction, over seeds.</summary>
    public static string Summary(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var kinds = study.Input.Hardware.ToDictionary(h => h.Name, h => RetentionKind.Of(study.Input.Used(h)));
        var text = new StringBuilder("device,retention,temperature_K,compensation,after_s,seeds,test_accuracy_mean,test_accuracy_ci95,read_spread,digital_accuracy_mean,digital_accuracy_ci95," +
            "weight_error_rms,weight_error_mean,weight_drift_rms,weight_drift_mean,energy_per_inference_J,time_per_inference_s,correction_energy_J,correction_time_s,refreshes,refresh_energy_J,refresh_time_s\n");
        foreach (var r in study.Summary)
            Csv.Line(text, r.Device, kinds[r.Device].Name, Csv.Cell(Temperature(study, r.Device)), r.Compensation, Csv.Cell(r.After), Whole(study.Input.Plan.Seeds),
                Csv.Cell(r.Accuracy?.Mean), Csv.Cell(r.Accuracy?.HalfWidth), Csv.Cell(r.ReadSpread), Csv.Cell(r.Digital?.Mean), Csv.Cell(r.Digital?.HalfWidth),
                Csv.Cell(r.Error?.RootMeanSquare), Csv.Cell(r.Error?.Mean), Csv.Cell(r.Error?.Drift), Csv.Cell(r.Error?.MeanDrift),
                Csv.Cell(r.PerImage.Energy), Csv.Cell(r.PerImage.Time), Csv.Cell(r.Correction.Energy), Csv.Cell(r.Correction.Time), Whole(r.Refreshes), Csv.Cell(r.Refresh.Energy), Csv.Cell(r.Refresh.Time));
        return text.ToString();
    }

    /// <summary><c>layers.csv</c>: errors of every layer of every array at every time.</summary>
    public static string Layers(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,seed,after_s,layer,cells,weight_error_rms,weight_error_mean,weight_drift_rms,weight_drift_mean\n");
        foreach (var r in study.Layers)
            Csv.Line(text, r.Device, r.Seed.ToString(CultureInfo.InvariantCulture), Csv.Cell(r.After), r.Error.Layer, Whole(r.Error.Cells),
                Csv.Cell(r.Error.RootMeanSquare), Csv.Cell(r.Error.Mean), Csv.Cell(r.Error.Drift), Csv.Cell(r.Error.MeanDrift));
        return text.ToString();
    }

    /// <summary><c>programming.csv</c>: what writing reached, layer by layer.</summary>
    public static string Programming(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,seed,layer,scale,cells,within_tolerance,error_rms,error_mean,error_max,pulses_mean,pulses_total,rounds,readings,energy_J,time_s\n");
        foreach (var r in study.Programming)
        {
            var p = r.Programming.Result;
            Csv.Line(text, r.Device, r.Seed.ToString(CultureInfo.InvariantCulture), r.Programming.Layer, Csv.Cell(r.Programming.Scale), Whole(p.Held.Length), Csv.Cell(p.Yield), Csv.Cell(p.RootMeanSquareError),
                Csv.Cell(p.MeanError), Csv.Cell(p.LargestError), Csv.Cell(p.MeanPulses), Whole(p.TotalPulses), Whole(p.Rounds), Whole(p.Readings), Csv.Cell(r.Programming.Energy), Csv.Cell(p.Time));
        }
        return text.ToString();
    }

    /// <summary>The temperature of a physical device, K; null where nothing is known of it.</summary>
    internal static double? Temperature(InferStudy study, string device) => study.Input.Hardware.First(h => h.Name == device).Device?.Stack?.Temperature;

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}

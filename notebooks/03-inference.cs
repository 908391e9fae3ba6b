// Lesson 3: a trained network, and time.
//
//   dotnet run notebooks/03-inference.cs [FOLDER]        (figures go to FOLDER, ./runs/notebook-03 where none is given)
//
// Weights are conductances, conductances are ions, and ions leak. This lesson trains a small network digitally, writes it into arrays of two kinds of
// cells by pulses, and lets a month pass: what becomes of a weight, of the accuracy, and what can be done about it in digital logic.
// `ecram infer` does all of this with intervals over seeds; here are its parts.

#:project ../src/EcramSim.Learning
#:project ../src/ScottPlot.Embedded

using System.Globalization;
using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Ecram;
using EcramSim.Ecram.Cells;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using ScottPlot;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Path.Combine("runs", "notebook-03");
Directory.CreateDirectory(folder);
var models = ModelLibrary.Shipped();
var digits = ImageDataset.Load("digits", 1000);
var network = Network.Read(models, "digits-mlp");
var array = ArrayOptions.Read(models, "cmos-65");

// ---------------------------------------------------------------------------------------------------------------------------
Title("1. A digital network");
var digital = Trainer.Run(new TrainingPlan(network, digits, Hardware.Float32) { Array = array, Epochs = 8 });
Console.WriteLine($"64-36-10, 1000 digits, 8 epochs: {digital.TestAccuracy:P1} of the test digits right");

// ---------------------------------------------------------------------------------------------------------------------------
Title("2. What leaks");
// An open cell is a battery with an electrolyte that conducts a few electrons: V_OCV drives them, and ions follow through the hosts. In this window V_OCV hardly
// changes, so every weight drifts at nearly the same rate: by the reference cell, and by the table that the array runs.
var device = CellDevice.Read(models, "lixcoo2-lipon");
var (stack, drift) = (device.Stack!, device.Evolution!.Drift!);
Console.WriteLine($"{device.Title}\nV_OCV from {stack.OpenCircuitVoltage(stack.Window.Minimum):F2} to {stack.OpenCircuitVoltage(stack.Window.Maximum):F2} V, drift from {drift.Rate[0]:0.0e0} to {drift.Rate[^1]:0.0e0} 1/s");
var cell = new Cell(stack);
Console.WriteLine("weight     after a month: reference cell   table");
foreach (var place in new[] { 0.25, 0.5, 0.75 })
{
    var x = stack.Window.Minimum + place * (stack.Window.Maximum - stack.Window.Minimum);
    var w = device.Mapping.Weight(stack.Conductance(x));
    var later = device.Mapping.Weight(stack.Conductance(cell.Rest(CellState.Equilibrium(stack, x), Month).Filling));
    Console.WriteLine($"{w,6:F3} {later,34:F4} {drift.After(w, Month),9:F4}");
}

// ---------------------------------------------------------------------------------------------------------------------------
Title("3. A month in two arrays");
double[] times = [0, 3600, 86400, 3 * 86400, 10 * 86400, Month];
var plot = new Plot();
foreach (var id in new[] { "lixcoo2-lipon", "tio2-x-ysz" })
{
    var cells = CellDevice.Read(models, id);
    using var scope = torch.NewDisposeScope();
    var model = network.Build(1);
    FirstWeights.Of("the digital network", digital.WeightsFile).Into(model);
    using var analog = Analog.Convert(model, new AnalogOptions(cells, array, 1));
    var stored = new StoredNetwork(analog, 128, 1);
    var written = stored.Program(WriteVerify.Default, fromRest: true);
    stored.Remember();
    Console.WriteLine($"{id}: written with {written.Sum(l => l.Result.TotalPulses)} pulses in {written.Max(l => l.Result.Time):F0} s, {written[0].Result.Yield:P0} within 0.01");
    Console.WriteLine("  after        drift (rms, mean)    accuracy   global   per output");
    var elapsed = 0.0;
    var curves = DriftCompensation.All.Select(_ => new List<double>()).ToArray();
    foreach (var time in times)
    {
        stored.Wait(time - elapsed);
        elapsed = time;
        var error = LayerError.All(stored.Errors());
        foreach (var (compensation, curve) in DriftCompensation.All.Zip(curves)) curve.Add(100 * stored.Classify(digits.Test, compensation, 1, time).Accuracies[0]);
        Console.WriteLine($"  {time / 86400,6:F2} d {error.Drift,11:F4} {error.MeanDrift,9:F4} {curves[0][^1],10:F1} % {curves[1][^1],7:F1} % {curves[2][^1],7:F1} %");
    }
    foreach (var (k, name) in new[] { (0, "as read"), (2, "corrected per output") })
        plot.Add.Scatter(times.Select(t => Math.Log10(Math.Max(t, 360))).ToArray(), [.. curves[k]]).LegendText = $"{id}, {name}";
}
Console.WriteLine("""
    LixCoO2 drifts by the same amount everywhere: all weights move together. A read then has an error in proportion to the sum of the inputs, and a
    correction of each output by that sum takes it away; one factor for all outputs cannot. TiOx goes to a state in which its open-circuit voltage is zero: the
    weights forget what they were, and after a day there is nothing left that a correction could scale back.
    """);
plot.XLabel("log10 of the time in seconds (start at the left end)");
plot.YLabel("test accuracy (%)");
plot.ShowLegend(Alignment.LowerLeft);
var patterns = LinePattern.GetAllPatterns();
foreach (var (line, i) in plot.GetPlottables<ScottPlot.Plottables.Scatter>().Select((s, i) => (s, i))) line.LinePattern = patterns[i % patterns.Length];
plot.SaveSvg(Path.Combine(folder, "accuracy.svg"), 640, 420);

// ---------------------------------------------------------------------------------------------------------------------------
Title("4. Temperature");
// Leakage is thermally activated: the response of the cell is compiled anew for each temperature.
foreach (var temperature in new[] { 300, 330, 358 })
{
    var warm = CellDevice.Read(models, "lixcoo2-lipon", [Setting.Parse($"device.temperature={temperature} K")]);
    Console.WriteLine($"{temperature} K: a weight of 0 loses 0.01 in {0.01 / Math.Abs(warm.Evolution!.Drift!.Rate[128]) / 86400,7:F2} days");
}
Console.WriteLine($"figure: {Path.GetFullPath(Path.Combine(folder, "accuracy.svg"))}");

static void Title(string text) => Console.WriteLine($"\n{text}\n{new string('-', text.Length)}");

partial class Program
{
    private const double Month = 30 * 86400;
}

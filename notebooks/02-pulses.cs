// Lesson 2: pulses on a cell.
//
//   dotnet run notebooks/02-pulses.cs [FOLDER]           (figures go to FOLDER, ./runs/notebook-02 where none is given)
//
// An ECRAM cell is gate | electrolyte | channel. A voltage pulse on the gate pushes some ions into the channel or pulls them out;
// the conductance G of the channel is read afterwards. This lesson goes from the stack to what a neural network will feel:
// the change of G per pulse everywhere in the window, its nonlinearity label, its energy. Conventions: gate voltage = gate minus channel,
// positive drives cations into the channel; "up" (potentiation) means that G rises, whatever the ion does.

#:project ../src/EcramSim.Ecram
#:project ../src/ScottPlot.Embedded

using System.Globalization;
using System.Runtime.Intrinsics;
using EcramSim.Ecram;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using ScottPlot;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Path.Combine("runs", "notebook-02");
Directory.CreateDirectory(folder);
var models = ModelLibrary.Shipped();

// ---------------------------------------------------------------------------------------------------------------------------
Title("1. The stack");
var device = CellDevice.Read(models, "lixwo3-lipon");
var stack = device.Stack!;
var (channel, electrolyte, gate) = (stack.Channel, stack.Electrolyte, stack.Gate);
var resistance = electrolyte.Thickness / electrolyte.Material.IonicConductivity.At(stack.Temperature);
Console.WriteLine($"""
    {device.Title}
    gate         {gate.Host.Formula}, V_hold = {stack.HoldVoltage:F3} V (the open-circuit voltage at x = {stack.Window.Hold})
    electrolyte  {electrolyte.Material.Id}, {electrolyte.Thickness * 1e9:F0} nm: {resistance * 1e4:F1} ohm cm2, plates {electrolyte.Capacitance * 1e3:F2} mF/m2, eps/sigma = {electrolyte.Material.RelaxationTime(stack.Temperature) * 1e6:F2} us
    channel      {channel.Host.Formula}, {channel.Thickness * 1e9:F0} nm, {channel.Capacity:F0} C/m2 when full, double layer {channel.DoubleLayer:F2} F/m2
    window       x = {stack.Window.Minimum} ... {stack.Window.Maximum}: G = {device.DataSheet.Steps.Minimum * 1e6:F2} ... {device.DataSheet.Steps.Maximum * 1e6:F2} uS
    pulse        {stack.Pulse.AmplitudeUp} V for {stack.Pulse.Width * 1e6:F0} us, gate {stack.Pulse.After.ToString().ToLowerInvariant()} afterwards
    """);

// ---------------------------------------------------------------------------------------------------------------------------
Title("2. One pulse");
// The current that counts is the faradaic one: ions that really enter the host. During a short pulse most of the charge stands
// in the double layers; it enters after the pulse, while the gate is open.
var cell = new Cell(stack);
var middle = CellState.Equilibrium(stack, stack.Window.Middle);
var one = cell.Pulse(middle, up: true);
Console.WriteLine($"through the loop {one.LoopCharge * 1e12:F3} pC, into the host {one.ChannelCharge * 1e12:F3} pC after the rest: dx = {one.FillingChange:0.000e-0}, dG = {one.ConductanceChange * 1e9:F2} nS");
Console.WriteLine($"at the end of the pulse: gate interface {one.PulseEnd.Gate:F3} V, electrolyte {one.PulseEnd.Electrolyte:F3} V, channel interface {one.PulseEnd.Channel:F3} V");
Console.WriteLine($"90 % of the change is there after {one.WriteTime * 1e6:F0} us, 99 % after {one.SettlingTime * 1e6:F0} us: the pulse itself lasts {stack.Pulse.Width * 1e6:F0} us");
Console.WriteLine($"ions moved: {Math.Abs(one.ChannelCharge) / 1.602176634e-19:0.00e-0}, noise {one.IonicNoise / Math.Abs(one.ChannelCharge):P4} of the step ({one.NoiseLimit}-limited)");

// ---------------------------------------------------------------------------------------------------------------------------
Title("3. What the gate does after the pulse decides the device");
Console.WriteLine("1 V for 5 ns, then           dx");
(string Name, double Edge, GateAfterPulse After)[] afterwards =
[
    ("back to V_hold, then open", 10e-9, GateAfterPulse.Open), ("open at once", 0, GateAfterPulse.Open), ("held at V_hold", 0, GateAfterPulse.Held),
];
foreach (var (name, edge, after) in afterwards)
{
    var shape = stack.Pulse with { Width = 5e-9, ReturnEdge = edge, After = after };
    Console.WriteLine($"{name,-26} {cell.Pulse(middle, stack.HoldVoltage + 1, shape).FillingChange,10:0.00e-0}");
}
Console.WriteLine("""
    Five nanoseconds are short against eps/sigma: hardly an ion crosses. But the plates of the electrolyte hold eps/d V, and
    a gate that floats at once inserts all of it: three hundred times more. Held, even the conducted part flows back.
    """);

// ---------------------------------------------------------------------------------------------------------------------------
Title("4. The change per pulse over the window, and its label");
// One number for the shape of a potentiation curve: the nonlinearity label. For an ohmic cell it follows from the slope of the
// open-circuit voltage alone: r = (its change over the window) / 2V, 1/a = ln[(1 + r)/(1 - r)].
Console.WriteLine("amplitude   pulses   label up   down    ohmic formula");
var curves = new Plot();
foreach (var amplitude in new[] { 0.3, 0.5, 1.0, 2.0 })
{
    var driven = stack with { Pulse = stack.Pulse with { AmplitudeUp = amplitude, AmplitudeDown = amplitude } };
    var compact = CompactResponse.Of(driven);
    var o = PulseObservables.Of(compact.Steps, isConductance: true);
    var r = Math.Abs(stack.OpenCircuitVoltage(stack.Window.Maximum) - stack.OpenCircuitVoltage(stack.Window.Minimum)) / (2 * amplitude);
    var formula = NonlinearityLabel.OfCurvature(1 / Math.Log((1 + r) / (1 - r)));
    Console.WriteLine($"{amplitude,6:F1} V {o.Potentiation.Pulses,10:F0} {o.Potentiation.Nonlinearity,9:F2} {o.Depression.Nonlinearity,8:F2} {formula,10:F2}");
    var state = o.Potentiation.State;
    var line = curves.Add.ScatterLine(Enumerable.Range(0, state.Length).Select(n => Math.Min(1, n / o.Potentiation.Pulses)).ToArray(), state.Select(g => g * 1e6).ToArray());
    line.LegendText = $"{amplitude} V";
}
Console.WriteLine("""
    The slope makes both branches saturate alike. The rest is the source-drain contact: it compresses the upper end of G, so up saturates
    a little more and down a little less than the formula says.
    """);
curves.XLabel("fraction of the pulses");
curves.YLabel("conductance (µS)");
curves.ShowLegend(Alignment.LowerRight);
Save(curves, "potentiation.svg");

// ---------------------------------------------------------------------------------------------------------------------------
Title("5. Five stacks");
Console.WriteLine("device           states  label up / down  asymmetry  symmetry %  E source up; down        E dissipated  time per slot");
var steps = new Plot();
foreach (var id in models.Ids(ModelKind.Device))
{
    var d = CellDevice.Read(models, id);
    if (d.DataSheet.Writing is not { } w) continue;
    var o = d.DataSheet.Observables;
    Console.WriteLine($"{id,-15} {o.StatesByStep,7:F0} {o.Potentiation.Nonlinearity,8:F2} / {o.Depression.Nonlinearity,4:F2} {o.Asymmetry,10:F3} {o.SymmetryPoint,10:F0}   " +
        $"{w.SourceEnergyUp,10:0.00e-0}; {w.SourceEnergyDown,9:0.00e-0} J {w.EnergyPerPulse,10:0.00e-0} J {w.SlotTime,9:0.0e-0} s");
    var s = d.DataSheet.Steps;
    var line = steps.Add.ScatterLine(s.State.Select(g => (g - s.Minimum) / s.Range).ToArray(), s.Up.Select(v => 1e3 * v / s.Range).ToArray());
    line.LegendText = id;
}
Console.WriteLine("""
    The source may gain in one direction: a lithium gate against an oxide is a battery. What is dissipated never is negative.
    The label belongs to the whole stack: hxwo3-psg is convex going up because its conductivity is.
    """);
steps.XLabel("place in the range");
steps.YLabel("step up (1/1000 of the range)");
steps.ShowLegend(Alignment.UpperRight);
Save(steps, "steps.svg");

// ---------------------------------------------------------------------------------------------------------------------------
Title("6. The compact response");
// An array of a million cells cannot integrate differential equations. It runs a table of the change per pulse over the weight,
// w = (G - reference) / (half of the 10-90 % window). Does it follow the cell?
var random = new RandomStream(1, "lesson");
var unit = Vector256.Create(1f);
var lanes = new CellLanes(unit, unit, unit, unit, Vector256.Create((float)device.Law.Minimum), Vector256.Create((float)device.Law.Maximum));
var (walker, weight, worst) = (middle, (float)device.Mapping.Weight(stack.Conductance(middle.Filling)), 0.0);
for (var n = 1; n <= 100; n++)
{
    var up = random.NextDouble() < 0.6;
    walker = cell.Pulse(walker, up).End;
    weight = device.Law.Pulse(Vector256.Create(weight), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256<float>.Zero, lanes).GetElement(0);
    var exact = device.Mapping.Weight(stack.Conductance(walker.Filling));
    worst = Math.Max(worst, Math.Abs(weight - exact));
    if (n % 25 == 0) Console.WriteLine($"after {n,3} pulses: cell w = {exact,8:F5}, table w = {weight,8:F5}");
}
Console.WriteLine($"largest distance {worst / device.Law.Granularity:F3} of a step. Next lesson: a network that learns with such steps.");
Console.WriteLine($"figures: {Path.GetFullPath(folder)}");

static void Title(string text) => Console.WriteLine($"\n{text}\n{new string('-', text.Length)}");

void Save(Plot plot, string name)
{
    // Lines differ in their pattern too, for a copy in black and white.
    var patterns = LinePattern.GetAllPatterns();
    foreach (var (line, i) in plot.GetPlottables<ScottPlot.Plottables.Scatter>().Select((s, i) => (s, i))) line.LinePattern = patterns[i % patterns.Length];
    plot.SaveSvg(Path.Combine(folder, name), 640, 420);
}

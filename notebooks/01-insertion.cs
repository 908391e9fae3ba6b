// Lesson 1: ions in a host.
//
//   dotnet run notebooks/01-insertion.cs [FOLDER]        (figures go to FOLDER, ./runs/notebook-01 where none is given)
//
// An ECRAM cell remembers by how many ions sit in its channel. This lesson is about the channel alone: what voltage a filling
// has, when a host splits into two phases, how fast ions cross its surface, and what a battery tester would measure.
// Conventions of the whole project: x is the fraction of filled sites; a current i > 0 inserts; the overpotential
// eta = (potential) - (equilibrium potential), so insertion needs eta < 0.

#:project ../src/EcramSim.Insertion
#:project ../src/ScottPlot.Embedded

using System.Globalization;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;
using ScottPlot;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : Path.Combine("runs", "notebook-01");
Directory.CreateDirectory(folder);
const double T = 298.15;
var kT = PhysicalConstants.ThermalEnergy(T); // eV
var models = ModelLibrary.Shipped();

// ---------------------------------------------------------------------------------------------------------------------------
// 1. One function, the chemical potential mu(x), gives the open-circuit voltage: U(x) = U0 - mu(x)/z.
//    Every host is a JSON file in models/materials; each number there has a unit, a status and a source.
// ---------------------------------------------------------------------------------------------------------------------------
Console.WriteLine("1. Open-circuit voltage against Li/Li+, in V");
string[] ids = ["lixcoo2", "lixwo3", "lifepo4"];
var hosts = ids.Select(id => Host.Load(models, id)).ToArray();
Console.WriteLine($"   {"x",5}" + string.Concat(hosts.Select(h => $"{h.Formula,12}")));
foreach (var x in new[] { 0.05, 0.2, 0.4, 0.5, 0.6, 0.8, 0.95 })
    // A law says where it holds: the table of LixCoO2 begins at x = 0.4.
    Console.WriteLine($"   {x,5}" + string.Concat(hosts.Select(h => h.FreeEnergy.Validity.Contains(x) ? $"{h.OpenCircuitVoltage(x, T),12:F3}" : $"{"-",12}")));
Console.WriteLine("   Amorphous LixWO3 slopes; LixCoO2 slopes gently; LixFePO4 even rises in between: look closer.\n");

using (var plot = new Plot())
{
    foreach (var host in hosts)
    {
        var range = host.FreeEnergy.Validity;
        var xs = Grid(Math.Max(range.Minimum, 0.002), Math.Min(range.Maximum, 0.998), 300);
        plot.Add.ScatterLine(xs, xs.Select(x => host.OpenCircuitVoltage(x, T)).ToArray()).LegendText = host.Formula;
    }
    Save(plot, "filling x", "open-circuit voltage (V vs Li/Li+)", "open-circuit.svg");
}

// ---------------------------------------------------------------------------------------------------------------------------
// 2. Attraction between ions. A regular solution has mu = kT ln[x/(1 - x)] + Omega (1 - 2x). Entropy wants ions spread out, Omega > 0
//    wants them together. Above Omega = 2 kT the voltage no longer falls everywhere: between the spinodal points, where dmu/dx < 0,
//    a homogeneous filling is unstable, and in equilibrium the host consists of a poor and a rich phase (binodal).
// ---------------------------------------------------------------------------------------------------------------------------
Console.WriteLine("2. Phase separation of a regular solution at 25 C");
Console.WriteLine("   Omega/kT   spinodal   binodal   gap between charge and discharge at vanishing rate, mV");
foreach (var omega in new[] { 1.5, 2.2, 3, 4, 4.51 })
{
    var law = new RegularSolution(omega * kT);
    Console.WriteLine(law.Spinodal(T) is { } spinodal
        ? $"   {omega,8}   {spinodal,8:F4}   {law.Binodal(T),7:F4}   {1000 * law.VoltageGap(T):F1}"
        : $"   {omega,8}   one phase at every filling");
}
Console.WriteLine("   4.51 kT is lithium iron phosphate. A memory channel should stay below 2 kT, or its states are not its own.\n");

using (var plot = new Plot())
{
    foreach (var omega in new[] { 0, 2, 4.51 })
    {
        var law = new RegularSolution(omega * kT);
        var xs = Grid(0.003, 0.997, 400);
        plot.Add.ScatterLine(xs, xs.Select(x => -law.ChemicalPotential(x, T) * 1000).ToArray()).LegendText = $"Ω = {omega} kT";
    }
    Save(plot, "filling x", "U − U₀ (mV)", "regular-solution.svg");
}

// ---------------------------------------------------------------------------------------------------------------------------
// 3. Crossing the surface. Every rate law here obeys the same four rules (no current at eta = 0; the right sign; slope i0 F/RT;
//    forward/backward = exp(-e eta/kT)), yet they part ways a few kT from equilibrium:
//    Butler-Volmer grows without end, Marcus turns around at e|eta| = lambda, the two laws that count all electrons of the metal saturate
//    (at one filling they are the same curve; they differ in how their prefactor depends on x).
// ---------------------------------------------------------------------------------------------------------------------------
const double Lambda = 8.3; // reorganisation energy in kT, lithium iron phosphate
var rate = new Arrhenius(1);
(string Name, IInsertionKinetics Law)[] laws =
[
    ("Butler–Volmer", new ButlerVolmer(rate, 0.5, ExchangeCurrent.Concentration)),
    ("Marcus", new Marcus(rate, Lambda * kT)),
    ("Marcus–Hush–Chidsey", new MarcusHushChidsey(rate, Lambda * kT, IsClosedForm: false)),
    ("coupled ion–electron", new CoupledIonElectronTransfer(rate, Lambda * kT, IsClosedForm: false)),
];
var surface = new InterfaceState(X: 0.5, LogActivity: 0, T);
Console.WriteLine("3. Insertion current in units of i0 (x = 0.5, lambda = 8.3 kT)");
Console.WriteLine($"   {"eta, mV",8}" + string.Concat(laws.Select(l => $"{l.Name,22}")));
foreach (var eta in new[] { -0.005, -0.025, -0.1, -0.2, -0.4, -0.6 })
    Console.WriteLine($"   {1000 * eta,8:F0}" + string.Concat(laws.Select(l => $"{l.Law.CurrentDensity(surface, eta) / l.Law.ExchangeCurrentDensity(surface),22:G4}")));
Console.WriteLine("   largest " + string.Concat(laws.Select(l => $"{l.Law.Limits(surface).Insertion / l.Law.ExchangeCurrentDensity(surface),22:G4}")) + "\n");

using (var plot = new Plot())
{
    // A Tafel plot: the logarithm of the current against the overpotential; Butler-Volmer becomes straight, 118 mV per decade.
    var etas = Grid(-0.6, -0.002, 300);
    foreach (var (name, law) in laws)
        plot.Add.ScatterLine(etas.Select(e => 1000 * e).ToArray(),
            etas.Select(e => Math.Log10(law.CurrentDensity(surface, e) / law.ExchangeCurrentDensity(surface))).ToArray()).LegendText = name;
    Save(plot, "overpotential (mV)", "log₁₀ i/i₀", "tafel.svg");
}

// ---------------------------------------------------------------------------------------------------------------------------
// 4. A battery tester: constant current into a platelet of LixFePO4, 20 nm thick and open on both sides, one filling everywhere.
//    1C fills it in an hour. The curve is U(x) plus the overpotential that the interface asks for.
// ---------------------------------------------------------------------------------------------------------------------------
var lfp = Host.Load(models, "lifepo4");
var platelet = new HomogeneousParticle(lfp, AreaPerVolume: 2 / 20e-9);
Console.WriteLine("4. Galvanostatic insertion into LixFePO4, from x = 0.01 down to 3.0 V");
Console.WriteLine($"   {"C-rate",6} {"i, A/m2",10} {"V at x=0.5",11} {"x at end",9}  ended because");
using (var plot = new Plot())
{
    foreach (var cRate in new[] { 0.01, 1, 10, 50 })
    {
        var current = GalvanostaticStep.CurrentOfRate(platelet, cRate);
        var result = StepRunner.Run(platelet, 0.01, new GalvanostaticStep(current, Duration: 3600 / cRate, new StepLimits(MinimumVoltage: 3.0)), T);
        var middle = result.Points.MinBy(p => Math.Abs(p.Filling - 0.5));
        Console.WriteLine($"   {cRate,6} {current,10:G3} {middle.Voltage,11:F3} {result.Points[^1].Filling,9:F3}  {result.Explanation}");
        plot.Add.ScatterLine(result.Points.Select(p => p.Filling).ToArray(), result.Points.Select(p => p.Voltage).ToArray()).LegendText = $"{cRate}C";
    }
    Save(plot, "filling x", "voltage (V vs Li/Li+)", "galvanostatic.svg");
}

// With coupled ion-electron transfer the same current meets a wall: i can never exceed k0*(1 - x), so the step ends at x = 1 - I/k0*.
var walled = new HomogeneousParticle(lfp with { Kinetics = new CoupledIonElectronTransfer(new Arrhenius(0.16), Lambda * kT, IsClosedForm: true) }, 2 / 20e-9);
var pushed = GalvanostaticStep.CurrentOfRate(walled, 5);
var wall = StepRunner.Run(walled, 0.01, new GalvanostaticStep(pushed, 3600, StepLimits.None), T);
Console.WriteLine($"   coupled transfer at 5C ends at x = {wall.Points[^1].Filling:F4} (1 - I/k0* = {1 - pushed / 0.16:F4}): {wall.Explanation}\n");

// ---------------------------------------------------------------------------------------------------------------------------
// 5. Inside the film. Ions spread by diffusion in about L^2/D. Below that time the surface runs ahead of the mean, and the voltage, which
//    only knows the surface, with it. Here: LixCoO2, 120 nm, held at a voltage; and the share of the final charge that has gone in.
// ---------------------------------------------------------------------------------------------------------------------------
var lco = Host.Load(models, "lixcoo2");
const double Thickness = 120e-9;
var film = new FickParticle(lco, RadialGrid.Uniform(Geometry.Slab, Thickness, nodes: 41));
var time = Thickness * Thickness / lco.Diffusivity!.Diffusivity(0.5, T);
Console.WriteLine($"5. LixCoO2, 120 nm: L2/D = {time:F2} s. From x = 0.55, held at the voltage of x = 0.70 ({lco.OpenCircuitVoltage(0.7, T):F3} V)");
double[] samples = [0.01 * time, 0.1 * time, time, 10 * time, 100 * time];
var held = new PotentiostaticStep(lco.OpenCircuitVoltage(0.7, T), 100 * time, StepLimits.None);
var slow = StepRunner.Run(film, 0.55, held, T, new(samples));
var fast = StepRunner.Run(new HomogeneousParticle(lco, 1 / Thickness), 0.55, held, T, new(samples));
Console.WriteLine($"   {"t, s",8} {"mean x",8} {"without diffusion",18} {"i, A/m2",10}");
foreach (var (a, b) in slow.Points.Zip(fast.Points)) Console.WriteLine($"   {a.Time,8:G3} {a.Filling,8:F4} {b.Filling,18:F4} {a.CurrentDensity,10:G3}");
Console.WriteLine("   The two columns stay close: the interface (i0 of a few A/m2), not diffusion, sets the pace of this film.\n");

Console.WriteLine($"Figures in {Path.GetFullPath(folder)}: open-circuit, regular-solution, tafel, galvanostatic (.svg)");
Console.WriteLine("Try: another Omega in part 2; lambda = 20 kT in part 3; D = 1e-19 m2/s in models/materials/lixcoo2.json for part 5.");

static double[] Grid(double from, double to, int count) => [.. Enumerable.Range(0, count).Select(k => from + (to - from) * k / (count - 1))];

void Save(Plot plot, string x, string y, string file)
{
    plot.XLabel(x);
    plot.YLabel(y);
    // Lines differ in their pattern too, for a copy in black and white.
    var patterns = LinePattern.GetAllPatterns();
    foreach (var (line, i) in plot.GetPlottables<ScottPlot.Plottables.Scatter>().Select((s, i) => (s, i))) line.LinePattern = patterns[i % patterns.Length];
    plot.ShowLegend();
    plot.SaveSvg(Path.Combine(folder, file), 640, 420);
}

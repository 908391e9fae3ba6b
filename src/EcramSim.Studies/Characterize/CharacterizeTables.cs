using System.Globalization;
using System.Text;
using EcramSim.Ecram;
using EcramSim.Ecram.Observables;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary>The CSV files of <c>ecram characterize</c>.</summary>
public static class CharacterizeTables
{
    /// <summary>Most rows that a branch takes; of a longer one, every n-th pulse is written.</summary>
    public const int MostRows = 2000;

    /// <summary><c>curve.csv</c>: state after each pulse, up the range and down again; rows without a seed are the mean response.</summary>
    public static string Curve(IReadOnlyList<CellDevice> devices, IReadOnlyList<(string Device, NoisyCycle Cycle)> cells)
    {
        var text = new StringBuilder("device,seed,direction,pulse,conductance_S,weight\n");
        foreach (var device in devices)
        {
            Rows(text, device, "", "potentiation", Points(device.DataSheet.Observables.Potentiation, MostRows));
            Rows(text, device, "", "depression", Points(device.DataSheet.Observables.Depression, MostRows));
            foreach (var (_, cell) in cells.Where(c => c.Device == device.Id))
            {
                var seed = cell.Seed.ToString(CultureInfo.InvariantCulture);
                Rows(text, device, seed, "potentiation", Thin(cell.Up, MostRows).Select(p => (p.Pulse, State.OfWeight(device, p.State))));
                Rows(text, device, seed, "depression", Thin(cell.Down, MostRows).Select(p => (p.Pulse, State.OfWeight(device, p.State))));
            }
        }
        return text.ToString();
    }

    /// <summary><c>steps.csv</c>: mean change per pulse and its noise against the state.</summary>
    public static string Steps(IEnumerable<CellDevice> devices)
    {
        var text = new StringBuilder("device,conductance_S,weight,step_up_S,step_down_S,noise_up_S,noise_down_S,step_up_weight,step_down_weight,noise_up_weight,noise_down_weight\n");
        foreach (var device in devices)
        {
            var steps = device.DataSheet.Steps;
            for (var i = 0; i < steps.State.Length; i++)
            {
                double[] changes = [steps.Up[i], steps.Down[i], steps.NoiseUp[i], steps.NoiseDown[i]];
                Csv.Line(text, [device.Id, Csv.Cell(State.Conductance(device, steps.State[i])), Csv.Cell(State.Weight(device, steps.State[i])),
                    .. changes.Select(c => Csv.Cell(device.DataSheet.Unit == "S" ? c : null)), .. changes.Select(c => Csv.Cell(c * State.WeightPerUnit(device)))]);
            }
        }
        return text.ToString();
    }

    /// <summary><c>datasheet.csv</c>: one row per device, one column per quantity.</summary>
    public static string DataSheets(IEnumerable<Behaviour> behaviours)
    {
        var text = new StringBuilder();
        Csv.Line(text, ["device", "kind", .. Quantity.All.Select(q => q.Column)]);
        foreach (var b in behaviours) Csv.Line(text, [b.Device.Id, b.Device.Kind, .. Quantity.All.Select(q => Csv.Cell(q.Value(b)))]);
        return text.ToString();
    }

    /// <summary><c>published.csv</c>: published figures beside the model's, SI units.</summary>
    public static string Published(IEnumerable<PublishedRatio> ratios)
    {
        var text = new StringBuilder("device,quantity,conditions,model,bound,published,ratio,mark,source,note,not_computed\n");
        foreach (var r in ratios)
            Csv.Line(text, r.Device, r.Published.Quantity.Name, r.Published.At.Text, Csv.Cell(r.Model), r.Published.Bound, Csv.Cell(r.Published.Value), Csv.Cell(r.Ratio), r.Published.Mark, r.Published.Source, r.Published.Note, r.Why);
        return text.ToString();
    }

    /// <summary>Pulse number and state along a branch, at most <paramref name="most"/> + 1 of them; the last pulse counts in part.</summary>
    internal static IEnumerable<(double Pulse, double State)> Points(Branch branch, int most)
    {
        var last = branch.State.Length - 1;
        return Thin(branch.State, most).Select(p => (p.Pulse == last ? branch.Pulses : p.Pulse, p.State));
    }

    /// <summary>Index and value, at most <paramref name="most"/> + 1 of them, the last always.</summary>
    internal static IEnumerable<(double Pulse, double State)> Thin(double[] states, int most)
    {
        var last = states.Length - 1;
        var stride = Math.Max(1, (last + most - 1) / most);
        for (var i = 0; i < last; i += stride) yield return (i, states[i]);
        yield return (last, states[last]);
    }

    private static void Rows(StringBuilder text, CellDevice device, string seed, string direction, IEnumerable<(double Pulse, double State)> points)
    {
        foreach (var (pulse, state) in points)
            Csv.Line(text, device.Id, seed, direction, Csv.Cell(pulse), Csv.Cell(State.Conductance(device, state)), Csv.Cell(State.Weight(device, state)));
    }
}

using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Fit.Physics;

/// <summary>A quantity of a physical cell that a fit may move.</summary>
/// <param name="Name">Name on the command line and in tables.</param>
/// <param name="Unit">SI unit; "1" for a factor.</param>
/// <param name="Section">Section of the device file; empty for the exchange currents, which stand with the interfaces.</param>
/// <param name="Key">Key in it.</param>
/// <param name="Value">Its value in a stack.</param>
/// <param name="With">The stack with another value.</param>
/// <param name="Limits">Limits of the search, relative to the value in the file; the second pair absolute.</param>
internal sealed record FreeQuantity(string Name, string Unit, string Section, string Key, Func<Stack, double> Value, Func<Stack, double, Stack> With, (double Low, double High, double Least, double Most) Limits)
{
    internal static IReadOnlyList<FreeQuantity> All { get; } =
    [
        // One factor on the exchange currents of both interfaces.
        new("exchange_current", "1", "", "", s => s.RateFactor, (s, v) => s with { RateFactor = v }, (1e-4, 1e4, 1e-4, 1e4)),
        new("resistance", "ohm", "line", "series_resistance", s => s.SeriesResistance, (s, v) => s with { SeriesResistance = v }, (1e-4, 1e8, 1e-2, 1e15)),
        new("thickness", "m", "channel", "thickness", s => s.Channel.Thickness, (s, v) => s with { Channel = s.Channel with { Thickness = v } }, (0.01, 100, 2e-10, 5e-4)),
        new("electrolyte_thickness", "m", "electrolyte", "thickness", s => s.Electrolyte.Thickness, (s, v) => s with { Electrolyte = s.Electrolyte with { Thickness = v } }, (0.01, 100, 2e-10, 5e-3)),
        new("width", "m", "channel", "width", s => s.Channel.Width, (s, v) => s with { Channel = s.Channel with { Width = v } }, (0.01, 100, 2e-9, 0.5)),
        new("length", "m", "channel", "length", s => s.Channel.Length, (s, v) => s with { Channel = s.Channel with { Length = v } }, (0.01, 100, 2e-9, 0.5)),
        new("contact_resistance", "ohm", "channel", "contact_resistance", s => s.Channel.ContactResistance, (s, v) => s with { Channel = s.Channel with { ContactResistance = v } }, (1e-3, 1e3, 1e-3, 1e12)),
    ];

    internal static FreeQuantity Named(string name) => All.FirstOrDefault(q => q.Name == name) ?? throw InputException.UnknownName("--free", "quantity", name, All.Select(q => q.Name));
}

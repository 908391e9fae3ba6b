using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// Where the unknowns of a cell stand: four charges (loop, channel, gate, electrolyte), then one per node of the channel. And where the
/// derivatives stand in the Jacobian. One per cell, shared by all its segments.
/// </summary>
internal sealed class CellLayout
{
    internal const int Charges = 4;

    internal CellLayout(IParticle film, bool isHomogeneous, bool inAir)
    {
        Nodes = isHomogeneous ? 0 : film.Size;
        SurfaceUnknowns = isHomogeneous ? 0 : film.InterfaceUnknowns;
        var n = film.Size;
        Block = SparsityPattern.FromEntries(n + 2, film.Couplings);
        var couplings = isHomogeneous ? [] : film.Couplings.Distinct().ToArray();
        int[] driven = [.. couplings.Where(c => c.Column == n).Select(c => c.Row)];
        int[] surface = [.. Enumerable.Range(Charges + Nodes - SurfaceUnknowns, SurfaceUnknowns)];
        var air = Charges + Nodes;
        if (inAir) Air = air;
        IEnumerable<(int, int)> Entries()
        {
            if (inAir)
            {
                yield return (0, air);
                yield return (1, air);
                yield return (air, 1);
            }
            for (var row = 0; row < Charges; row++)
                for (var column = 0; column < Charges; column++) yield return (row, column);
            foreach (var column in surface)
            {
                yield return (0, column);
                yield return (1, column);
            }
            foreach (var row in driven)
            {
                yield return (Charges + row, 0);
                yield return (Charges + row, 1);
                foreach (var column in surface) yield return (Charges + row, column);
            }
            foreach (var (row, column) in couplings)
                if (column != n) yield return (Charges + row, column < n ? Charges + column : 1);
        }
        Pattern = SparsityPattern.FromEntries(Charges + Nodes + (inAir ? 1 : 0), Entries());
        int At(int row, int column) => Pattern.Position(row, column);
        Core = [.. Enumerable.Range(0, Charges * Charges).Select(k => At(k / Charges, k % Charges))];
        SurfaceOfLoop = [.. surface.Select(c => At(0, c))];
        SurfaceOfChannel = [.. surface.Select(c => At(1, c))];
        Driven = [.. driven.Select(row => (Block.Position(row, n), At(Charges + row, 0), At(Charges + row, 1), surface.Select(c => At(Charges + row, c)).ToArray()))];
        Inner = [.. couplings.Where(c => c.Column != n).Select(c => (Block.Position(c.Row, c.Column), At(Charges + c.Row, c.Column < n ? Charges + c.Column : 1)))];
    }

    /// <summary>Nodes of the channel; 0 where it is homogeneous.</summary>
    internal int Nodes { get; }

    /// <summary>How many of the last nodes the interface feels.</summary>
    internal int SurfaceUnknowns { get; }

    /// <summary>Where the charge stands that air has taken; null in sealed cells.</summary>
    internal int? Air { get; }

    /// <summary>Of the Jacobian of the cell.</summary>
    internal SparsityPattern Pattern { get; }

    /// <summary>Of the Jacobian of the film alone, with its drive and its mean as last columns.</summary>
    internal SparsityPattern Block { get; }

    /// <summary>Charges by charges, row by row.</summary>
    internal int[] Core { get; }

    /// <summary>Row of the loop, columns of the surface.</summary>
    internal int[] SurfaceOfLoop { get; }

    /// <summary>Row of the channel charge, columns of the surface.</summary>
    internal int[] SurfaceOfChannel { get; }

    /// <summary>Nodes that the interface current enters: its gain in the block; loop, channel and surface columns of the node's row.</summary>
    internal (int Gain, int Loop, int Channel, int[] Surface)[] Driven { get; }

    /// <summary>From the block to the Jacobian: node by node, and node by mean.</summary>
    internal (int From, int To)[] Inner { get; }
}

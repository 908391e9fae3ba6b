namespace EcramSim.Crossbar.Wires;

/// <summary>Which ends of a set of lines are connected to drivers, or to the sense circuits and their virtual ground.</summary>
[Flags]
public enum LineEnds
{
    /// <summary>None: every line floats.</summary>
    None = 0,
    /// <summary>The end before the first cell: the left of word lines, the top of bit lines.</summary>
    First = 1,
    /// <summary>The end behind the last cell: the right of word lines, the bottom of bit lines.</summary>
    Last = 2,
    /// <summary>Both: two-sided drive.</summary>
    Both = First | Last,
}

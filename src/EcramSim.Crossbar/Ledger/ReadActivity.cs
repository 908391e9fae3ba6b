namespace EcramSim.Crossbar.Ledger;

/// <summary>What one direction of a tile has read: numbers of events, before they are priced.</summary>
/// <param name="Reads">Vectors through the array, repetitions of bound management included.</param>
/// <param name="Inputs">Driven lines.</param>
/// <param name="Outputs">Sensed lines of one plane, the reference line included.</param>
/// <param name="Cycles">Cycles of the array per read.</param>
/// <param name="OutputsPerRead">Passes of the sensed lines through their stages per read: planes, and cycles where these are added digitally.</param>
/// <param name="Planes">Cells per weight.</param>
/// <param name="InputSquares">Σ over reads, cycles and lines of (driven voltage / full voltage)².</param>
public readonly record struct ReadActivity(long Reads, int Inputs, int Outputs, int Cycles, int OutputsPerRead, int Planes, double InputSquares)
{
    /// <summary>Conversions at the driven lines.</summary>
    public long InputConversions => Reads * Inputs * Cycles;

    /// <summary>Conversions at the sensed lines.</summary>
    public long OutputConversions => Reads * Outputs * OutputsPerRead;
}

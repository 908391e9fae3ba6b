namespace EcramSim.Crossbar.Ledger;

/// <summary>What a tile has done so far, counted.</summary>
/// <param name="Rows">Outputs of the layer.</param>
/// <param name="Columns">Inputs of the layer.</param>
/// <param name="Forward">Reads y = W x.</param>
/// <param name="Backward">Reads g = Wᵀ d.</param>
/// <param name="PulsesUp">Potentiating pulses that cells received.</param>
/// <param name="PulsesDown">Depressing pulses that cells received.</param>
/// <param name="Slots">Time slots in which lines fired or could: trains run twice, once while cells go up and once while they go down.</param>
/// <param name="RowPulses">Pulses on the bit lines, one of which belongs to each output.</param>
/// <param name="ColumnPulses">Pulses on the word lines, one of which belongs to each input.</param>
public sealed record TileActivity(int Rows, int Columns, ReadActivity Forward, ReadActivity Backward, long PulsesUp, long PulsesDown, long Slots, long RowPulses, long ColumnPulses);

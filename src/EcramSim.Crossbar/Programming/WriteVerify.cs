namespace EcramSim.Crossbar.Programming;

/// <summary>
/// Write and verify: every cell is read with noise, and as long as it seems further from its target than the tolerance, it gets pulses towards it
/// – as many as the nominal step asks for, at most <see cref="Burst"/> – until its budget is spent. Word line after word line, all bit
/// lines of one at a time.
/// </summary>
/// <param name="Tolerance">Largest deviation that passes, in units of weight.</param>
/// <param name="Budget">Most pulses that a cell may get.</param>
/// <param name="ReadNoise">Standard deviation of one reading of one cell, in units of weight.</param>
/// <param name="Burst">Most pulses between two readings; 1 verifies after every pulse.</param>
public sealed record WriteVerify(double Tolerance, int Budget, double ReadNoise, int Burst)
{
    /// <summary>Tolerance 0.01 (half a per cent of the used window), 1000 pulses, readings without noise, verified after every 16 pulses at most.</summary>
    public static WriteVerify Default { get; } = new(0.01, 1000, 0, 16);

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(Budget, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ReadNoise);
        ArgumentOutOfRangeException.ThrowIfLessThan(Burst, 1);
    }

    /// <summary>Pulses for a cell, signed: positive potentiates.</summary>
    /// <param name="deviation">Target minus reading.</param>
    /// <param name="granularity">Nominal step.</param>
    /// <param name="spent">Pulses that the cell has had.</param>
    public int PulsesFor(double deviation, double granularity, int spent)
    {
        if (Math.Abs(deviation) <= Tolerance || spent >= Budget) return 0;
        var wanted = Math.Clamp(Math.Round(Math.Abs(deviation) / granularity), 1, Math.Min(Burst, Budget - spent));
        return Math.Sign(deviation) * (int)wanted;
    }
}

using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// What a tile knows of the sums of pulses before it looks at a cell. Asked once, from outside the kernel: a law that leaves a question to its interface is boxed to answer it.
/// </summary>
/// <param name="Exist">Whether the law has sums.</param>
/// <param name="StayWithin">Whether they stay within the bounds of the cells; see <see cref="IPulseLaw.StaysWithin"/>.</param>
/// <param name="Middle">Middle of the weights from which no cell comes near its bounds.</param>
/// <param name="Half">Half of their range; negative where there are none.</param>
internal readonly record struct PulseSums(bool Exist, bool StayWithin = false, float Middle = 0, float Half = -1)
{
    /// <summary>Those of a law where nothing is known of the cells: every bound is looked at.</summary>
    public static PulseSums Of<TLaw>(TLaw law) where TLaw : struct, IPulseLaw => new(law.IsSummable, law.IsSummable && law.StaysWithin);

    /// <summary>The same, of cells that cannot come farther than <paramref name="farthest"/> and have no bounds within <paramref name="minimum"/> … <paramref name="maximum"/>.</summary>
    public PulseSums Within(double minimum, double maximum, double farthest)
    {
        // A millionth less for rounding.
        var half = ((maximum - minimum) / 2 - farthest) * (1 - 1e-6);
        return half > 0 ? this with { Middle = (float)((minimum + maximum) / 2), Half = (float)half } : this with { Middle = 0, Half = -1 };
    }
}

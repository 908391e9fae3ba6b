using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Response;

/// <summary>
/// How one programming pulse changes the weight of a cell: a struct with its nominal parameters, so that the tile's loop
/// is specialised for it. Weights are in the units of the mapping: ±1 are the ends of the used window, 0 its centre.
/// Up is potentiation, whatever the ion does. A new law is one new struct with a <c>[ModelName]</c>.
/// </summary>
public interface IPulseLaw
{
    /// <summary>
    /// One pulse on eight cells, not yet clipped to their bounds. <paramref name="up"/> has all bits set in the lanes that are
    /// potentiated and none in those that are depressed. <paramref name="xi"/> is a fresh standard normal per lane (the cycle-to-cycle noise).
    /// </summary>
    Vector256<float> Pulse(Vector256<float> weight, Vector256<float> up, Vector256<float> xi, in CellLanes cells);

    /// <summary>
    /// <paramref name="count"/> pulses (≥ 1) on sixteen cells at once, where <see cref="IsSummable"/>: the same distribution as so many
    /// calls of <see cref="Pulse"/> as long as no bound comes near, and where the count is 1 whatever bound is near. <paramref name="reach"/> is how far below and above the
    /// straight way from <paramref name="weight"/> to <paramref name="mean"/> the cell can come; where that crosses a bound, the tile goes
    /// pulse by pulse instead (whatever this draw gave: choosing by the result would change its distribution), and so it does where the law has no sum for this many pulses and says so by an infinite reach.
    /// Lanes without pulses may give any number.
    /// </summary>
    Vector512<float> Pulses(Vector512<float> weight, Vector512<float> up, in PulseCount<Vector512<float>> count, Vector512<float> xi, in DirectedCells<Vector512<float>> cells, out Vector512<float> mean, out Vector512<float> reach) =>
        throw new NotSupportedException("only where IsSummable");

    /// <summary>The same of eight cells, for processors without vectors of sixteen; each cell gets the same bits.</summary>
    Vector256<float> Pulses(Vector256<float> weight, Vector256<float> up, in PulseCount<Vector256<float>> count, Vector256<float> xi, in DirectedCells<Vector256<float>> cells, out Vector256<float> mean, out Vector256<float> reach) =>
        throw new NotSupportedException("only where IsSummable");

    /// <summary>Whether the tile may take the sum of several pulses in one draw, <c>Pulses</c>.</summary>
    bool IsSummable => false;

    /// <summary>
    /// Whether the bounds of a cell need not be looked at before its pulses are summed: its steps vanish at the bound ahead, and noise hardly ever leads to the one behind. The reach
    /// of <c>Pulses</c> is then above 0 where there is no sum, and not above it where there is one. Results are clipped all the same.
    /// </summary>
    bool StaysWithin => false;

    /// <summary>
    /// How far a cell between the nominal bounds can come in at most <paramref name="pulses"/> pulses of one direction (eight standard deviations, more than a random number ever gives), where every number of pulses up to that has a sum;
    /// infinite where one may not have. A tile whose cells are all farther than that from their bounds need not look at these.
    /// </summary>
    /// <param name="pulses">≥ 0.</param>
    /// <param name="step">Largest factor of a step among the cells.</param>
    /// <param name="slope">Largest factor of a slope among the cells.</param>
    double Farthest(int pulses, double step, double slope) => double.PositiveInfinity;

    /// <summary>Whether the step depends neither on the weight nor on the cell's bounds.</summary>
    bool IsUniform => false;

    /// <summary>Whether the tile applies fractions of a pulse, as many as are wanted, instead of counting coincidences.</summary>
    bool IsContinuous => false;

    /// <summary>Mean |Δw| of one pulse at w = 0 without noise and spread: the granularity ε of the update arithmetic.</summary>
    double Granularity { get; }

    /// <summary>Nominal lower bound of the weight.</summary>
    double Minimum { get; }

    /// <summary>Nominal upper bound of the weight.</summary>
    double Maximum { get; }

    /// <summary>Spread between cells.</summary>
    PulseSpread Spread { get; }

    /// <summary>Whether <see cref="Pulse"/> uses its noise: without it, the tile draws none.</summary>
    bool IsNoisy { get; }
}

using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// A weight matrix in an array of cells: row i is output i, column j input j. Batches are sample after sample, each
/// vector contiguous. All randomness comes from (seed, name, number of the read or update), so a tile repeats itself bit
/// for bit; one tile is used by one thread at a time, different tiles by different threads.
/// </summary>
public interface ITile : IStateful
{
    /// <summary>Name of the tile, part of its random streams and of messages.</summary>
    string Name { get; }

    /// <summary>Number of outputs.</summary>
    int Rows { get; }

    /// <summary>Number of inputs.</summary>
    int Columns { get; }

    /// <summary>Nominal lower bound of a weight; −∞ where there is none.</summary>
    double Minimum { get; }

    /// <summary>Nominal upper bound of a weight; ∞ where there is none.</summary>
    double Maximum { get; }

    /// <summary>Mean change of one pulse on a cell at 0; 0 where updates are exact.</summary>
    double Granularity { get; }

    /// <summary>What the tile has done so far.</summary>
    TileLedger Ledger { get; }

    /// <summary>Reads y = W x through DAC, noise and ADC.</summary>
    /// <param name="x">batch × <see cref="Columns"/>.</param>
    /// <param name="y">batch × <see cref="Rows"/>.</param>
    /// <param name="batch">Number of vectors.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArithmeticException">An input is infinite or not a number.</exception>
    void Forward(ReadOnlySpan<float> x, Span<float> y, int batch);

    /// <summary>Reads g = Wᵀ d through the same periphery, without bound management.</summary>
    /// <param name="d">batch × <see cref="Rows"/>.</param>
    /// <param name="g">batch × <see cref="Columns"/>.</param>
    /// <param name="batch">Number of vectors.</param>
    void Backward(ReadOnlySpan<float> d, Span<float> g, int batch);

    /// <summary>
    /// Δw = η d xᵀ in expectation, sample after sample. The sign is the sum's: to descend a gradient, d is the negative
    /// gradient of the loss with respect to the outputs (or η is negative).
    /// </summary>
    /// <param name="x">batch × <see cref="Columns"/>.</param>
    /// <param name="d">batch × <see cref="Rows"/>.</param>
    /// <param name="batch">Number of samples.</param>
    /// <param name="learningRate">η in units of weight.</param>
    void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int batch, double learningRate);

    /// <summary>So many pulses on each cell of one row, where the tile has pulses (<see cref="Granularity"/> &gt; 0).</summary>
    /// <param name="row">Row.</param>
    /// <param name="counts">Signed numbers of pulses, one per column; positive potentiates.</param>
    /// <exception cref="InvalidOperationException">The tile has no pulses.</exception>
    void PulseRow(int row, ReadOnlySpan<int> counts);

    /// <summary>So many pulses on each cell of one column, where the tile has pulses (<see cref="Granularity"/> &gt; 0).</summary>
    /// <param name="column">Column.</param>
    /// <param name="counts">Signed numbers of pulses, one per row; positive potentiates.</param>
    /// <exception cref="InvalidOperationException">The tile has no pulses.</exception>
    void PulseColumn(int column, ReadOnlySpan<int> counts);

    /// <summary>
    /// Writes all weights, exactly. Weights outside the nominal bounds are an error unless <paramref name="clip"/>; a cell whose own
    /// bound is nearer than the nominal one holds its bound. Returns the fraction of cells that did not take their value.
    /// </summary>
    /// <param name="weights">Rows × columns, row by row.</param>
    /// <param name="clip">Whether weights outside the bounds take the bound.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">A fraction of the weights lies outside the bounds.</exception>
    double SetWeights(ReadOnlySpan<float> weights, bool clip = false);

    /// <summary>The weights as the cells hold them, without the noise of a read.</summary>
    /// <param name="weights">Rows × columns, row by row.</param>
    void GetWeights(Span<float> weights);

    /// <summary>
    /// Writes all weights by pulses, cell by cell and verified. The pulses count in <see cref="Ledger"/>; a tile without pulses takes its
    /// weights exactly.
    /// </summary>
    /// <param name="weights">Rows × columns, row by row.</param>
    /// <param name="how">Tolerance, budget, noise of the readings.</param>
    /// <param name="cancellation">Looked at before every round of readings; the cells keep what was written until then.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">A weight outside the nominal bounds.</exception>
    ProgrammingResult Program(ReadOnlySpan<float> weights, WriteVerify how, CancellationToken cancellation = default);

    /// <summary>
    /// Lets time pass in addition to that of the operations, which the tile counts itself (its reads, and the slots of its updates): references drift, weights
    /// drift through leakage and what is volatile in them decays, as the cells' own physics says. One long wait equals many short ones, but for rounding.
    /// </summary>
    /// <param name="seconds">≥ 0 and finite.</param>
    void Wait(double seconds);
}

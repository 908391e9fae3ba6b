namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// How one rank-1 update Δw = η d xᵀ becomes pulse trains: number of slots BL and the factors that make probabilities of
/// inputs, p_j = |x_j|·B, and errors, p_i = |d_i|·A, with A·B·BL·ε = η, so that the expected change is η d xᵀ as long as no p exceeds 1.
/// </summary>
/// <param name="Slots">BL, 1 … 64.</param>
/// <param name="RowFactor">A.</param>
/// <param name="ColumnFactor">B.</param>
internal readonly record struct PulsePlan(int Slots, double RowFactor, double ColumnFactor)
{
    /// <summary>
    /// With K = η·max|x|·max|d|/ε: BL = min(⌈K⌉, BL_max) under length management, else BL_max; A = B = √(η/(ε·BL)); update management
    /// multiplies A by √(max|x|/max|d|) and divides B by it, which makes the two largest probabilities equal.
    /// </summary>
    /// <param name="learningRate">η; its sign is the caller's business.</param>
    /// <param name="largestInput">max|x|, &gt; 0.</param>
    /// <param name="largestError">max|d|, &gt; 0.</param>
    /// <param name="granularity">ε of the cells.</param>
    /// <param name="options">Managements and BL_max.</param>
    public static PulsePlan Of(double learningRate, double largestInput, double largestError, double granularity, ArrayOptions options)
    {
        var rate = Math.Abs(learningRate);
        var wanted = rate * largestInput * largestError / granularity;
        var slots = options.UpdateLengthManagement ? (int)Math.Clamp(Math.Ceiling(wanted), 1, options.PulseTrainLength) : options.PulseTrainLength;
        var factor = Math.Sqrt(rate / (granularity * slots));
        var balance = options.UpdateManagement ? Math.Sqrt(largestInput / largestError) : 1;
        return new PulsePlan(slots, factor * balance, factor / balance);
    }
}

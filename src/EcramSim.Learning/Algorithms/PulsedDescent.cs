using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>Stochastic gradient descent in place: every sample's rank-1 update goes into the weights as pulses at once (Gokmen and Vlasov, Front. Neurosci. 10 (2016) 333).</summary>
[TrainingRule("sgd")]
public sealed record PulsedDescent : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another) => new AtWork(weights);

    private sealed class AtWork(ITile weights) : ITileRule
    {
        public IReadOnlyList<ITile> Tiles => [];

        public long DigitalOperations => 0;

        public void Exchange(StateExchange state)
        {
            // Everything is in the weights.
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate) => weights.Update(x, d, samples, rate);
    }
}

using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Tiles;

public sealed partial class Tile<TLaw>
{
    /// <inheritdoc/>
    // Spread and faults are drawn from the seed when the tile is made.
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Part("weights", _weights);
        state.Part("ageing", _ageing);
        state.Part("forward", _forward);
        state.Part("backward", _backward);
        state.Value("age", ref _age);
        state.Value("step", ref _step);
        state.Value("program-step", ref _programStep);
        state.Value("programmed", ref _programmed);
        state.Value("sum-up", ref _sumUp);
        state.Value("sum-down", ref _sumDown);
        state.Value("slots", ref _slots);
        state.Value("row-pulses", ref _rowPulses);
        state.Value("column-pulses", ref _columnPulses);
    }
}

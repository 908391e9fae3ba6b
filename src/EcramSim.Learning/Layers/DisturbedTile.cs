using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.HardwareAware;

namespace EcramSim.Learning.Layers;

/// <summary>A second tile beside the clean one, which training reads: the clean weights with the hardware's effects on them, drawn anew for every step.</summary>
internal sealed class DisturbedTile : IStateful
{
    private readonly AnalogOptions _options;
    private readonly ITile _clean, _seen;
    private readonly (IHardwareEffect Effect, string Stream)[] _effects;
    private readonly float[] _weights;
    private ulong _steps;
    private bool _isDrawn;

    private DisturbedTile(AnalogOptions options, ITile clean, string layer, IHardwareEffect[] effects)
    {
        (_options, _clean) = (options, clean);
        _seen = (options with { Array = effects.Aggregate(options.Array, (array, e) => e.Through(array)) }).CreateTile(clean.Rows, clean.Columns, $"{layer}/disturbed");
        // Two effects of one kind have streams of their own; another kind before them changes neither.
        _effects = [.. effects.Select((e, k) => (e, FormattableString.Invariant($"tile/{layer}/{HardwareEffects.NameOf(e)}/{effects.Take(k).Count(o => o.GetType() == e.GetType()) + 1}")))];
        _weights = new float[clean.Rows * clean.Columns];
    }

    /// <summary>The tile for a layer; null where no effect does anything.</summary>
    internal static DisturbedTile? Of(AnalogOptions options, ITile clean, string layer)
    {
        IHardwareEffect[] effects = [.. options.Effects.Where(e => !e.IsNone)];
        return effects.Length == 0 ? null : new DisturbedTile(options, clean, layer, effects);
    }

    /// <summary>The tile as this step reads it.</summary>
    internal ITile Drawn()
    {
        if (_isDrawn) return _seen;
        _isDrawn = true;
        _clean.GetWeights(_weights);
        foreach (var (effect, stream) in _effects) effect.Disturb(Draw(stream));
        _seen.SetWeights(_weights);
        _steps++;
        return _seen;
    }

    /// <summary>The clean weights have changed by a training step: what is to stay in them is done, and the next read draws anew.</summary>
    internal void Updated()
    {
        _isDrawn = false;
        if (!_effects.Any(e => e.Effect.Stays)) return;
        _clean.GetWeights(_weights);
        foreach (var (effect, stream) in _effects)
            if (effect.Stays) effect.Disturb(Draw(stream));
        _clean.SetWeights(_weights);
    }

    /// <summary>The next read draws anew.</summary>
    internal void Forget() => _isDrawn = false;

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Part("seen", _seen);
        state.Value("steps", ref _steps);
        state.Value("is-drawn", ref _isDrawn);
    }

    private WeightDraw Draw(string stream) => new(_weights, _clean.Rows, _clean.Columns, new RandomStream(_options.Seed, stream, _steps));
}

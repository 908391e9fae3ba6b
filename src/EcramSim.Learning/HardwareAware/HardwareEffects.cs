using EcramSim.Insertion.Models;

namespace EcramSim.Learning.HardwareAware;

/// <summary>The effects that <c>--hardware-aware</c> selects: every <see cref="IHardwareEffect"/> with a name.</summary>
public static class HardwareEffects
{
    /// <summary>The valid names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Catalogue<IHardwareEffect>.Names;

    /// <summary>Name and parameters as the command line writes them: "weight-noise:sigma=0.05", "ir-drop:word_resistance=2 ohm,…".</summary>
    /// <exception cref="InputException">Unknown effect or parameter, or a value that is wrong.</exception>
    public static IHardwareEffect Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var node = SpelledChoice.Read("--hardware-aware", text);
        var effect = Catalogue<IHardwareEffect>.Read(node);
        node.Finish();
        return effect;
    }

    /// <summary>Reads the array "hardware_aware" of a network file's "training"; empty where it is missing.</summary>
    public static IReadOnlyList<IHardwareEffect> Read(ModelNode training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return [.. training.Children("hardware_aware").Select(Catalogue<IHardwareEffect>.Read)];
    }

    /// <summary>The name of an effect.</summary>
    public static string NameOf(IHardwareEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return Catalogue<IHardwareEffect>.All.FirstOrDefault(e => e.Value == effect.GetType()).Key ?? effect.GetType().Name;
    }
}

namespace EcramSim.Learning.Layers;

/// <summary>A module that keeps its weights in analog layers of its own, which are none of its submodules.</summary>
public interface IAnalogModule
{
    /// <summary>The analog layers, in the order of their weights.</summary>
    IReadOnlyList<AnalogLinear> Layers { get; }
}

using EcramSim.Insertion.Checkpoints;
using EcramSim.Learning.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Checkpoints;

/// <summary>
/// Everything in a model that training changes: digital parameters and buffers, the cells of all analog layers with their training rules, and what
/// modules of other kinds remember (those that implement <see cref="IStateful"/>).
/// </summary>
/// <param name="model">A model, digital, analog or mixed.</param>
public sealed class ModelState(nn.Module model) : IStateful
{
    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (var (name, parameter) in model.named_parameters()) state.Part("parameters/" + name, new TensorState(name, parameter));
        foreach (var (name, module) in model.named_modules().Prepend(("", model)).DistinctBy(m => m.Item2))
        {
            var own = name.Length == 0 ? "" : name + ".";
            // The weights that an analog layer shows as a buffer are a copy of its cells.
            if (module is not (AnalogLinear or IAnalogModule))
                foreach (var (buffer, tensor) in module.named_buffers(recurse: false)) state.Part($"buffers/{own}{buffer}", new TensorState(own + buffer, tensor));
            if (module is IStateful stateful and not AnalogLinear) state.Part($"modules/{own}{module.GetType().Name}", stateful);
        }
        foreach (var layer in Analog.Layers(model)) state.Part("layers/" + layer.GetName(), layer);
    }
}

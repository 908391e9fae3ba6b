using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Exchange;

/// <summary>Weights of a file into a model whose layers they must fit.</summary>
public static class ModelWeights
{
    /// <summary>Copies every tensor of <paramref name="file"/> to the parameter or buffer of its name.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">Tensors by name, names as in the model's state dictionary; real ones of any precision.</param>
    /// <param name="model">Takes them over.</param>
    /// <param name="what">What the model is, for messages, such as "network digits-mlp".</param>
    /// <exception cref="InputException">A tensor that is missing, has no place in the model, another shape, or a value that is not finite.</exception>
    public static void Load(string path, IReadOnlyDictionary<string, Tensor> file, nn.Module model, string what)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(model);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var own = model.state_dict();
        foreach (var (name, target) in own)
        {
            if (!file.TryGetValue(name, out var given))
                throw new InputException($"{path}: tensor '{name}' ({Shape(target)}) of {what} is missing{Nearest(name, file.Keys)}");
            if (!given.shape.AsSpan().SequenceEqual(target.shape)) throw new InputException($"{path}: tensor '{name}' is {Shape(given)}, but {what} has {Shape(target)} there");
        }
        foreach (var name in file.Keys)
            if (!own.ContainsKey(name)) throw new InputException($"{path}: tensor '{name}' belongs to no layer of {what}{Nearest(name, own.Keys)} (valid: {string.Join(", ", own.Keys)})");
        var values = own.Keys.ToDictionary(name => name, name => file[name].to(ScalarType.Float32));
        foreach (var (name, given) in values)
            if (!given.isfinite().all().item<bool>()) throw new InputException($"{path}: tensor '{name}' holds a value that is infinite or not a number");
        foreach (var (name, target) in own) target.copy_(values[name]);
    }

    private static string Shape(Tensor tensor) => string.Join(" × ", tensor.shape);

    private static string Nearest(string name, IEnumerable<string> names) => NearestName.Of(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}

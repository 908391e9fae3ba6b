using System.Security.Cryptography;
using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Exchange;

/// <summary>Weights that a training or an inference starts from, out of a safetensors file: those of a model trained in PyTorch or here. Shared between trainings.</summary>
public sealed class FirstWeights
{
    private readonly string _path;
    private readonly Dictionary<string, (long[] Shape, float[] Values)> _tensors;

    private FirstWeights(string path, string checksum, Dictionary<string, (long[], float[])> tensors) => (_path, Checksum, _tensors) = (path, checksum, tensors);

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Checksum { get; }

    /// <summary>Reads a file; its tensors become single precision.</summary>
    /// <exception cref="InputException">No such file, or not of this form.</exception>
    public static FirstWeights Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Of(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The same of a file that is in memory already.</summary>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="InputException">Not of this form.</exception>
    public static FirstWeights Of(string path, byte[] bytes)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, (long[], float[])>(StringComparer.Ordinal);
        foreach (var (name, tensor) in SafeTensors.Read(path, bytes))
        {
            using var values = tensor.to(ScalarType.Float32).contiguous().data<float>();
            tensors.Add(name, (tensor.shape, values.ToArray()));
        }
        return new FirstWeights(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), tensors);
    }

    /// <summary>Writes them into a digital model: every tensor of its state dictionary, and no other.</summary>
    /// <exception cref="InputException">A tensor is missing, of another shape, or one too many.</exception>
    public void Into(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = model.state_dict();
        foreach (var name in _tensors.Keys)
            if (!state.ContainsKey(name)) throw InputException.UnknownName($"--weights: {_path}", "tensor", name, state.Keys);
        foreach (var (name, target) in state)
        {
            if (!_tensors.TryGetValue(name, out var stored)) throw new InputException($"--weights: {_path}: tensor '{name}' [{string.Join(", ", target.shape)}] is missing");
            if (!stored.Shape.AsSpan().SequenceEqual(target.shape))
                throw new InputException($"--weights: {_path}: tensor '{name}' is [{string.Join(", ", stored.Shape)}], where the network has [{string.Join(", ", target.shape)}]");
            if (Array.FindIndex(stored.Values, v => !float.IsFinite(v)) is >= 0 and var k) throw new InputException(FormattableString.Invariant($"--weights: {_path}: tensor '{name}': value {k + 1} is {stored.Values[k]}"));
            target.copy_(tensor(stored.Values, stored.Shape));
        }
    }
}

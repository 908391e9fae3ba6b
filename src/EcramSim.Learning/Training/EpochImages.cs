using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>The training images as tensors, in a new order each epoch; a batch is a view into them.</summary>
internal sealed class EpochImages
{
    private readonly LabelledImages _images;
    private readonly Tensor _features, _labels;

    internal EpochImages(LabelledImages images)
    {
        _images = images;
        _features = empty(images.Count, images.Pixels, ScalarType.Float32);
        _labels = empty(images.Count, ScalarType.Int64);
    }

    internal int Count => _images.Count;

    /// <summary>Puts the images into the order of one epoch: the stream (seed, "shuffle", epoch).</summary>
    internal void Shuffle(ulong seed, int epoch)
    {
        var order = new RandomStream(seed, "shuffle", (ulong)epoch).Permutation(Count);
        var labels = new long[Count];
        using var features = _features.data<float>();
        for (var i = 0; i < order.Length; i++)
        {
            features.CopyFrom(_images[order[i]], tensorIndex: (long)i * _images.Pixels);
            labels[i] = _images.Labels[order[i]];
        }
        using var accessor = _labels.data<long>();
        accessor.CopyFrom(labels);
    }

    /// <summary>Images and classes from <paramref name="first"/> on.</summary>
    internal (Tensor Images, Tensor Classes) Batch(int first, int count) => (_features.narrow(0, first, count), _labels.narrow(0, first, count));
}

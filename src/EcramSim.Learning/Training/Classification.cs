using EcramSim.Learning.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>How many images a model classifies right.</summary>
public static class Classification
{
    private const int Chunk = 256;

    /// <summary>The fraction of <paramref name="images"/> whose largest output is that of their class; null without images.</summary>
    public static double? Accuracy(nn.Module<Tensor, Tensor> model, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) return null;
        var training = model.training;
        model.eval();
        var right = 0;
        using (no_grad())
            for (var first = 0; first < images.Count; first += Chunk)
                right += Right(model, images, first, Math.Min(Chunk, images.Count - first));
        model.train(training);
        return (double)right / images.Count;
    }

    private static int Right(nn.Module<Tensor, Tensor> model, LabelledImages images, int first, int count)
    {
        using var scope = NewDisposeScope();
        var input = empty(count, images.Pixels, ScalarType.Float32);
        using (var accessor = input.data<float>())
            accessor.CopyFrom(images.Features.AsSpan(first * images.Pixels, count * images.Pixels));
        var outputs = new float[count * images.Classes];
        using (var accessor = model.call(input).contiguous().data<float>())
            accessor.CopyTo(outputs.AsSpan());
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            var scores = outputs.AsSpan(i * images.Classes, images.Classes);
            var best = 0;
            for (var c = 1; c < scores.Length; c++) if (scores[c] > scores[best]) best = c;
            if (best == images.Labels[first + i]) right++;
        }
        return right;
    }
}

using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Statistics that training leaves behind, against PyTorch's; and what the layers refuse.</summary>
[Collection(nameof(Alone))]
public sealed class NormalizationTests
{
    private static JsonElement Document(string key) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "torch", "convolution.json"))).RootElement.GetProperty(key);

    private static nn.Module<Tensor, Tensor> Make(string name) => name switch
    {
        "BatchNorm1d_4" => nn.BatchNorm1d(4),
        "BatchNorm2d_3_momentum_0.3" => nn.BatchNorm2d(3, 1e-3, 0.3),
        "BatchNorm3d_2_cumulative" => Cumulative(nn.BatchNorm3d(2)),
        "BatchNorm1d_3_untracked" => nn.BatchNorm1d(3, track_running_stats: false),
        "BatchNorm1d_3_plain" => nn.BatchNorm1d(3, affine: false),
        "Conv1d_2_3_4" => nn.Conv1d(2, 3, 4),
        "Conv2d_4_6_3_g2" => nn.Conv2d(4, 6, 3, groups: 2),
        "Conv3d_1_2_2x1x3" => nn.Conv3d(1, 2, (2, 1, 3)),
        _ => throw new ArgumentException(name),
    };

    private static BatchNorm3d Cumulative(BatchNorm3d layer)
    {
        layer.momentum = null;
        return layer;
    }

    [Fact]
    public void Running_statistics_and_evaluation()
    {
        foreach (var entry in Document("batch_norm").EnumerateObject())
        {
            using var scope = NewDisposeScope();
            using var layer = Make(entry.Name);
            foreach (var batch in entry.Value.GetProperty("training").EnumerateArray()) layer.call(ReferenceFile.Read(batch));
            var state = layer.state_dict();
            Assert.Equal(entry.Value.GetProperty("state_dict").EnumerateObject().Select(p => p.Name), state.Keys);
            foreach (var wanted in entry.Value.GetProperty("state_dict").EnumerateObject())
                ReferenceFile.Agree(wanted.Value, state[wanted.Name].to_type(ScalarType.Float32), $"{entry.Name} {wanted.Name}");
            layer.eval();
            ReferenceFile.Agree(entry.Value.GetProperty("output"), layer.call(ReferenceFile.Read(entry.Value.GetProperty("input"))), entry.Name);
        }
    }

    [Fact]
    public void Layers_start_with_PyTorchs_numbers()
    {
        foreach (var entry in Document("initial").EnumerateObject())
        {
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var layer = Make(entry.Name);
            var state = layer.state_dict();
            Assert.Equal(entry.Value.EnumerateObject().Select(p => p.Name), state.Keys);
            foreach (var wanted in entry.Value.EnumerateObject())
                ReferenceFile.Agree(wanted.Value, state[wanted.Name], $"{entry.Name} {wanted.Name}");
        }
    }

    [Fact]
    public void Layers_move_and_outlive_the_scope_they_were_made_in()
    {
        BatchNorm2d layer;
        Conv2d filter;
        using (NewDisposeScope())
        {
            layer = nn.BatchNorm2d(3);
            filter = nn.Conv2d(3, 2, 3);
        }
        using (layer)
        using (filter)
        using (NewDisposeScope())
        {
            layer.to(ScalarType.Float64);
            filter.to(ScalarType.Float64);
            Assert.Equal(ScalarType.Int64, layer.num_batches_tracked!.dtype);
            Assert.Equal(ScalarType.Float64, filter.call(layer.call(rand([2, 3, 4, 4], ScalarType.Float64))).dtype);
            Assert.Equal(1L, layer.num_batches_tracked!.item<long>());
            layer.reset_running_stats();
            Assert.Equal(0L, layer.num_batches_tracked!.item<long>());
            Assert.Equal(1.0, layer.running_var!.mean().item<double>());
        }
    }

    [Fact]
    public void Messages_name_the_shapes()
    {
        using var scope = NewDisposeScope();
        var others = new List<string>();
        void Refused(string part, Action action)
        {
            var message = Record.Exception(action)?.Message ?? "nothing";
            if (!message.Contains(part, StringComparison.Ordinal)) others.Add($"{message.Split('\n')[0]} instead of {part}");
        }
        using var flat = nn.BatchNorm2d(3);
        using var filter = nn.Conv2d(3, 4, 3);
        Refused("expected 4D input, but got 2D input.", () => flat.call(rand(2, 3)));
        Refused("running_mean should contain 3 elements not 4", () => F.batch_norm(rand(2, 3), rand(4), rand(3)));
        Refused("running_mean must be defined in evaluation mode", () => F.batch_norm(rand(2, 3), null, null));
        Refused("Given normalized_shape=[4], expected input with shape [*, 4], but got input of size[2, 3]", () => F.layer_norm(rand(2, 3), [4]));
        Refused("weight of shape [2] and normalized_shape = [3]", () => F.layer_norm(rand(2, 3), [3], rand(2)));
        Refused("input with 3 channels to Conv2d", () => filter.call(rand(2, 5, 8, 8)));
        Refused("weight of size [4, 2, 3, 3], expected input[2, 3, 8, 8] to have 2 channels, but got 3 channels", () => F.conv2d(rand(2, 3, 8, 8), rand(4, 2, 3, 3)));
        Refused("padded input size per channel: (2 x 2). Kernel size: (3 x 3)", () => F.conv2d(rand(2, 3, 2, 2), rand(4, 3, 3, 3)));
        Refused("expected bias to be 1-dimensional with 4 elements, but got bias of size [3]", () => F.conv2d(rand(2, 3, 8, 8), rand(4, 3, 3, 3), rand(3)));
        Refused("3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [8, 8]", () => F.conv2d(rand(8, 8), rand(4, 3, 3, 3)));
        Refused("divisible by 2 at dimension 0", () => F.conv2d(rand(2, 4, 8, 8), rand(5, 2, 3, 3), groups: 2));
        Refused("should be the same", () => F.conv1d(rand(2, 3, 8), rand([2, 3, 3], ScalarType.Float64)));
        Refused("not supported for strided", () => nn.Conv2d(2, 4, 3, Padding.Same, stride: 2));
        Refused("padding (9, 9) at dimension 3", () => nn.Conv2d(2, 4, 3, padding: 9, padding_mode: PaddingModes.Reflect).call(rand(1, 2, 5, 5)));
        Refused("pad should be at most half of", () => F.max_pool2d(rand(2, 3, 8, 8), 3, padding: 2));
        Refused("too small", () => F.avg_pool2d(rand(2, 3, 1, 1), 3));
        Refused("Expected 3D or 4D tensor, but got [3, 3]", () => F.adaptive_avg_pool2d(rand(3, 3), 2));
        Refused("spatial size (2, 2)", () => F.unfold(rand(2, 3, 2, 2), 3));
        Refused("maximum size for tensor at dimension 0 is 5 but size is 6", () => rand(5).unfold(0, 6, 1));
        Assert.Empty(others);
    }
}

using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The order of the stand-in's shuffler is PyTorch's (the package draws from .NET's generator), and follows manual_seed.</summary>
[Collection(nameof(Alone))]
public sealed class ShufflerTests
{
    [Fact]
    public void A_seed_gives_the_order_of_randperm()
    {
        var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "torch", "optimisers.json"))).RootElement;
        var wanted = file.GetProperty("randperm_seed12").EnumerateArray().Select(e => e.GetInt64());
        var shuffler = new FisherYatesShuffler(11, 12);
        for (var pass = 0; pass < 2; pass++) Assert.Equal(wanted, shuffler);
    }

    [Fact]
    public void Without_a_seed_each_pass_differs_and_manual_seed_repeats_them()
    {
        long[][] Passes()
        {
            manual_seed(3);
            var shuffler = new FisherYatesShuffler(50);
            return [shuffler.ToArray(), shuffler.ToArray()];
        }
        var passes = Passes();
        Assert.NotEqual(passes[0], passes[1]);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), passes[0].Order());
        Assert.Equal(passes, Passes());
    }
}

using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>First weights that are PyTorch 1.13's on the stand-in, and other numbers of the same law on the package; and the other way round.</summary>
[Collection(nameof(Alone))]
public sealed class InitialValueTests
{
    [Fact]
    public void Truncated_normal_numbers_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "torch", "optimisers.json"))).RootElement;
        var wanted = file.GetProperty("init").GetProperty("trunc_normal");
        manual_seed(9);
        ReferenceFile.Agree(wanted, nn.init.trunc_normal_(zeros(ReferenceFile.Read(wanted).shape), 0.1, 0.5, -0.6, 0.7), "trunc_normal");
    }

    [Fact]
    public void Xavier_normal_numbers_are_the_uniform_ones_as_in_the_package()
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        var uniform = nn.init.xavier_uniform_(zeros(6, 5), 0.7);
        manual_seed(9);
        Assert.True(nn.init.xavier_normal_(zeros(6, 5), 0.7).Equals(uniform));
    }
}

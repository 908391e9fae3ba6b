using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Networks;
using EcramSim.Studies.Characterize;
using EcramSim.Tests.Reference;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Damaged model files of every kind end in something usable or in one line that names the file: no crash, no hang.</summary>
public class MutatedModelTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 2000 : 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("devices")]
    [InlineData("materials")]
    [InlineData("electrolytes")]
    [InlineData("arrays")]
    [InlineData("networks")]
    public async Task A_damaged_file_is_used_or_refused_in_one_line(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("ecram-mutated");
        var (used, refused) = (0, 0);
        try
        {
            string[] sources = [.. Directory.GetFiles(Path.Combine(ModelLibrary.ShippedFolder("models"), kind), "*.json").Order(StringComparer.Ordinal)];
            for (var n = 0; n < Count / 5; n++)
            {
                var draw = new RandomStream((ulong)n, "test/mutated-model/" + kind);
                var text = File.ReadAllText(sources[draw.NextInt32(sources.Length)]);
                var file = Path.Combine(folder.FullName, $"m{n}.json");
                // Most of them still JSON: what is no JSON is refused at its door.
                File.WriteAllBytes(file, draw.NextInt32(4) == 0 ? Mutation.Bytes(text, draw) : System.Text.Encoding.UTF8.GetBytes(Mutation.Json(text, draw)));
                try
                {
                    // A hang ends in an exception of another kind.
                    await Task.Run(() => Use(kind, file), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
                    used++;
                }
                catch (InputException reason)
                {
                    Assert.False(reason.Message.AsSpan().ContainsAny('\n', '\r'), $"{kind}, number {n}: {reason.Message}");
                    Assert.Contains($"m{n}", reason.Message, StringComparison.Ordinal);
                    Assert.True(reason.Message.Length < folder.FullName.Length + 1000, $"{kind}, number {n}: {reason.Message}");
                    refused++;
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.True(refused > Count / 20, $"{used} used, {refused} refused");
    }

    private static void Use(string kind, string file)
    {
        var library = ModelLibrary.Shipped();
        switch (kind)
        {
            case "devices":
                // The whole data sheet: what a pulse cannot do stands on it with its reason.
                var sheet = Behaviour.Of(CellDevice.Read(library, file));
                foreach (var quantity in Quantity.All) _ = quantity.Show(quantity.Value(sheet));
                break;
            case "materials": _ = Host.Load(library, file); break;
            case "electrolytes": _ = Electrolyte.Load(library, file); break;
            case "arrays": _ = ArrayOptions.Read(library, file); break;
            default: _ = Network.Read(library, file); break;
        }
    }
}

using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Ecram;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Response;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Tests.Training;
using EcramSim.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Inference;

public sealed class StoredNetworkTests
{
    private static readonly ArrayOptions Noisy = ArrayOptions.Exact with { OutputNoise = 0.1, ReadTime = 1e-7 };

    // dw/dt = −(w − goal)/1000 s.
    private static CellEvolution Towards(double goal) => new(new DriftTable(-1, 1, [(goal + 1) / 1000, (goal - 1) / 1000]), null);

    private static CellDevice Device(CellEvolution? evolution, double granularity = 1e-3) => TestDevices.Constant(granularity, new WriteCost(1e-15, 2e-15, 1e-6)) with { Evolution = evolution };

    // A digital network that has learnt a little, in cells.
    private static nn.Module<Tensor, Tensor> Model(CellDevice? device, ArrayOptions array)
    {
        nn.Module<Tensor, Tensor>? model = null;
        Trainer.Run(TestPlans.Short(Hardware.Float32) with { Epochs = 3 }, null, null, trained =>
        {
            using var quiet = no_grad();
            model = Analog.Convert(trained, new AnalogOptions(device, array, 1));
        }, TestContext.Current.CancellationToken);
        return model!;
    }

    [Fact]
    public void Corrections_give_back_what_a_common_and_an_affine_drift_took()
    {
        var images = TestPlans.Short(Hardware.Float32).Data.Test;
        foreach (var (goal, correction, without) in new[] { (0.0, DriftCompensation.Global, 0.02), (0.5, DriftCompensation.PerColumn, 0.2) })
        {
            using var model = Model(Device(Towards(goal)), ArrayOptions.Exact);
            var network = new StoredNetwork(model, 40, 1);
            network.Remember();
            var fresh = network.Classify(images, DriftCompensation.None, 1, 0).Accuracies[0];
            network.Wait(1500);
            var error = LayerError.All(network.Errors());
            Assert.True(error.Drift > 0.05);
            var (aged, corrected) = (network.Classify(images, DriftCompensation.None, 1, 1500).Accuracies[0], network.Classify(images, correction, 1, 1500).Accuracies[0]);
            Assert.True(fresh - aged > without, $"{fresh} {aged}");
            // All outputs come back to rounding; an image whose two best classes are that near may change.
            Assert.InRange(corrected, fresh - 1.0 / images.Count, fresh + 1.0 / images.Count);
        }
    }

    [Fact]
    public void A_look_leaves_the_array_as_it_was_and_sees_the_same_noise_again()
    {
        var images = TestPlans.Short(Hardware.Float32).Data.Test;
        using var model = Model(Device(Towards(0.1)), Noisy);
        var network = new StoredNetwork(model, 8, 1);
        network.Remember();
        var before = Analog.Layers(model).Select(l => EcramSim.Insertion.Checkpoints.StateExchange.Save(l.Tile)).ToArray();
        var first = network.Classify(images, DriftCompensation.PerColumn, 3, 0);
        Assert.Equal(3, first.Accuracies.Length);
        Assert.NotEqual(1, first.Accuracies.Distinct().Count());
        Assert.Equal(first.Accuracies, network.Classify(images, DriftCompensation.PerColumn, 3, 0).Accuracies);
        foreach (var (layer, state) in Analog.Layers(model).Zip(before))
        {
            var after = EcramSim.Insertion.Checkpoints.StateExchange.Save(layer.Tile);
            Assert.All(state, p => Assert.Equal(p.Value.Bytes, after[p.Key].Bytes));
            Assert.Null(layer.Correction);
        }
        // Two layers, one read per image each, without bound management: 2·100 ns.
        Assert.Equal(2e-7, first.PerImage.Time!.Value, 1e-13);
        Assert.Null(first.PerImage.Energy);
    }

    // By hand: 0.3 and −0.2 in steps of 0.01 with a tolerance of 0.004: 30 up and 20 down.
    [Fact]
    public void Writing_starts_from_the_middle_and_is_counted()
    {
        using var scope = NewDisposeScope();
        var digital = nn.Sequential(("only", nn.Linear(new TorchSharp.Modules.Parameter(tensor(new[] { 0.3f, -0.2f }, [1, 2])), null!)));
        using var model = Analog.Convert(digital, new AnalogOptions(Device(null, 0.01), ArrayOptions.Exact, 1));
        var written = Assert.Single(new StoredNetwork(model, 2, 1).Program(new WriteVerify(0.004, 100, 0, 16), fromRest: true));
        Assert.Equal(("only", 1.0, 50L), (written.Layer, written.Scale, written.Result.TotalPulses));
        Assert.Equal(30e-15 + 40e-15, written.Energy!.Value, 1e-20);
        Assert.Equal(1, written.Result.Yield);
    }

    [Fact]
    public void What_the_array_has_trained_is_what_ages_with_the_arrays_beside_it()
    {
        var plan = TestPlans.Short(Hardware.Of(Device(Towards(0.1)))) with { Array = ArrayOptions.Exact, Algorithm = "tiki-taka-v2:zero_shift_pairs=0" };
        var accuracy = double.NaN;
        var result = Trainer.Run(plan, null, null, model =>
        {
            var network = new StoredNetwork(model, 8, 1);
            network.Remember();
            Assert.All(network.Errors(), e => Assert.Equal(0, e.RootMeanSquare));
            accuracy = network.Classify(plan.Data.Test, DriftCompensation.None, 1, 0).Accuracies[0];
            var layer = Analog.Layers(model)[0];
            float[][] before = [.. layer.Tiles.Select(Held)];
            Assert.Equal(2, before.Length);
            network.Wait(500);
            foreach (var (tile, old) in layer.Tiles.Zip(before))
                Assert.All(old.Zip(Held(tile)), w => Assert.Equal(0.1 + (w.First - 0.1) * Math.Exp(-0.5), w.Second, 1e-5));
        }, TestContext.Current.CancellationToken);
        Assert.Equal(result.TestAccuracy, accuracy);
    }

    // By hand: thermal noise 2kT/(G V² t) alone at first; with K, T_o = 1e4 t adds K·(ln 1e4 − 0.92) to 1 %.
    [Fact]
    public void Noise_of_cells_grows_with_the_time_since_writing()
    {
        var read = new ReadNoise(0.1, 1e-6, 1e-4, 1e-3, null);
        var cell = new CellReading(read, new Mapping(1e-6, 4e-7), 300);
        double Relative(double after) => Math.Pow(cell.Deviation(0, after) * 4e-7 / 1e-6, 2);
        var thermal = 2 * 1.380649e-23 * 300 / (1e-6 * 0.01 * 1e-6);
        Assert.Equal(thermal + 1e-4 * (Math.Log(1e4) - 0.92), Relative(1e-2), 1e-2 * 1e-4 * Math.Log(1e4));
        Assert.Equal(1e-4 * Math.Log(1e3), Relative(1e4) - Relative(10), 1e-8);
        Assert.Equal(Relative(0), Relative(1e-5));
        Assert.Null(CellReading.Of(Device(null)));
    }

    private static float[] Held(EcramSim.Crossbar.Tiles.ITile tile)
    {
        var held = new float[tile.Rows * tile.Columns];
        tile.GetWeights(held);
        return held;
    }
}

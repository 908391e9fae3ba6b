using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Learning.Tests.Training;

internal static class TestPlans
{
    private static readonly Lazy<ImageDataset> Shipped = new(() => ImageDataset.Load("digits"));

    internal static ModelLibrary Library() => ModelLibrary.Shipped();

    internal static ImageDataset Digits => Shipped.Value;

    /// <summary>The shipped network on the shipped digits.</summary>
    internal static TrainingPlan Of(Hardware hardware, ulong seed = 1) =>
        new(Network.Read(Library(), "digits-mlp"), Digits, hardware) { Array = ArrayOptions.Read(Library(), "default"), Seed = seed };

    /// <summary>The same on 400 images and two epochs.</summary>
    internal static TrainingPlan Short(Hardware hardware, ulong seed = 1) =>
        Of(hardware, seed) with { Data = Digits with { Train = Digits.Train.First(400), Test = Digits.Test.First(100) }, Epochs = 2 };

    internal static Hardware Device(string id) => Hardware.Read(Library(), id);
}

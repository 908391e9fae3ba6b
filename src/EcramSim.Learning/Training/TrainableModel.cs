using EcramSim.Crossbar;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>The model of a plan with its optimizer: digital for float32, analog for everything else.</summary>
internal sealed class TrainableModel : IDisposable
{
    internal TrainableModel(TrainingPlan plan)
    {
        var digital = plan.Network.Build(plan.Seed);
        plan.FirstWeights?.Into(digital);
        Model = plan.Hardware == Hardware.Float32 ? digital : Analog.Convert(digital, OptionsOf(plan));
        Optimizer = plan.Hardware == Hardware.Float32 ? optim.SGD(Model.parameters(), plan.Rate) : TrainingRules.Create(plan.Rule, Model, plan.Rate);
        Layers = Analog.Layers(Model);
    }

    internal nn.Module<Tensor, Tensor> Model { get; }
    internal optim.Optimizer Optimizer { get; }
    internal IReadOnlyList<AnalogLinear> Layers { get; }

    internal void SetLearningRate(double rate)
    {
        foreach (var group in Optimizer.ParamGroups) group.LearningRate = rate;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }

    private static AnalogOptions OptionsOf(TrainingPlan plan) => On(plan.Hardware, plan) with
    {
        Overrides =
        [
            .. plan.Conversion.Digital.Select(pattern => new LayerOverride(pattern, null)),
            .. plan.Layers.Select(l => l.Override(h => On(h, plan))),
        ],
    };

    private static AnalogOptions On(Hardware hardware, TrainingPlan plan) =>
        new AnalogOptions(hardware.Device, hardware == Hardware.Exact ? ArrayOptions.Exact : plan.Array, plan.Seed)
        {
            Scaling = hardware == Hardware.Exact ? WeightScaling.None : plan.Scale,
            Clip = plan.Clip,
            Effects = plan.Effects,
            AnalogBias = plan.Conversion.AnalogBias,
            InputRange = plan.Conversion.InputRange,
            LearnsOutputScale = plan.Conversion.LearnsOutputScale,
        }.For(TrainingRules.Of(plan.Rule));
}

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Layers of h ← tanh or relu of (W·x + b + V·h + c).</summary>
    public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        private readonly RecurrentStack layers;

        internal RNN(long inputSize, long hiddenSize, long numLayers, nn.NonLinearities nonLinearity, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(RNN))
        {
            layers = new RecurrentStack(nonLinearity == nn.NonLinearities.ReLU ? RecurrentKind.Relu : RecurrentKind.Tanh, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
            foreach (var (name, parameter) in layers.Named) register_parameter(name, parameter);
        }

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
        {
            var (y, h, _) = layers.Run(input, h0, null, training);
            return (y, h);
        }

        public Parameter get_weight_ih(long idx) => (Parameter)layers[idx].Input;

        public Parameter get_weight_hh(long idx) => (Parameter)layers[idx].Hidden;

        public Parameter get_bias_ih(long idx) => (Parameter)layers[idx].InputBias!;

        public Parameter get_bias_hh(long idx) => (Parameter)layers[idx].HiddenBias!;

        /// <summary>Weights lie in memory as they are used: nothing to do.</summary>
        public void flatten_parameters()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public enum NonLinearities
            {
                ReLU = 0,
                Tanh = 1,
            }

            public static Modules.RNN RNN(long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, nonLinearity, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}

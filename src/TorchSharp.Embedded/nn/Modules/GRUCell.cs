namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>One step of a gated recurrent unit.</summary>
    public sealed class GRUCell : nn.Module<Tensor, Tensor, Tensor>
    {
        private Parameter weight_ih_ = null!;
        private Parameter weight_hh_ = null!;
        private Parameter? bias_ih_;
        private Parameter? bias_hh_;

        internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell))
        {
            var fresh = RecurrentStack.Fresh(Recurrent.Gates(RecurrentKind.Gru), inputSize, hiddenSize, bias, device, dtype, (_, _) => { });
            weight_ih = (Parameter)fresh.Input;
            weight_hh = (Parameter)fresh.Hidden;
            bias_ih = (Parameter?)fresh.InputBias;
            bias_hh = (Parameter?)fresh.HiddenBias;
        }

        public Parameter weight_ih
        {
            get => weight_ih_;
            set => Set(ref weight_ih_, value, nameof(weight_ih));
        }

        public Parameter weight_hh
        {
            get => weight_hh_;
            set => Set(ref weight_hh_, value, nameof(weight_hh));
        }

        public Parameter? bias_ih
        {
            get => bias_ih_;
            set => Set(ref bias_ih_!, value, nameof(bias_ih));
        }

        public Parameter? bias_hh
        {
            get => bias_hh_;
            set => Set(ref bias_hh_!, value, nameof(bias_hh));
        }

        private void Set(ref Parameter held, Parameter? value, string label)
        {
            if (ReferenceEquals(value, held)) return;
            held?.Dispose();
            held = (Parameter)value?.DetachFromDisposeScope()!;
            ConditionallyRegisterParameter(label, value);
        }

        public override Tensor forward(Tensor input, Tensor? h0 = null) =>
            Recurrent.Step(RecurrentKind.Gru, input, new RecurrentWeights(weight_ih_, weight_hh_, bias_ih_, bias_hh_), h0, null).H;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GRUCell GRUCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}

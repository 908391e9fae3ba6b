namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>One step of long short-term memory; states are (h, c).</summary>
    public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
    {
        private Parameter weight_ih_ = null!;
        private Parameter weight_hh_ = null!;
        private Parameter? bias_ih_;
        private Parameter? bias_hh_;

        internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell))
        {
            var fresh = RecurrentStack.Fresh(Recurrent.Gates(RecurrentKind.Lstm), inputSize, hiddenSize, bias, device, dtype, (_, _) => { });
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

        public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
        {
            var (h, c) = Recurrent.Step(RecurrentKind.Lstm, input, new RecurrentWeights(weight_ih_, weight_hh_, bias_ih_, bias_hh_), h0_c0?.Item1, h0_c0?.Item2);
            return (h, c!);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}

namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>The recurrent units of PyTorch.</summary>
internal enum RecurrentKind
{
    Tanh,
    Relu,
    Lstm,
    Gru,
}

/// <summary>Chooses the compiled layer for a unit and an element type.</summary>
internal static class Recurrent
{
    internal static long Gates(RecurrentKind kind) => kind switch
    {
        RecurrentKind.Lstm => 4,
        RecurrentKind.Gru => 3,
        _ => 1,
    };

    /// <summary>One layer in one direction over x [time, sample, input]; returns h of all steps, the last h and the last c.</summary>
    internal static (Tensor Y, Tensor H, Tensor? C) Layer(RecurrentKind kind, Tensor x, RecurrentWeights w, Tensor? h0, Tensor? c0, bool backwards)
    {
        var width = w.Hidden.Impl.Sizes[1];
        if (x.Impl.Sizes[2] != w.Input.Impl.Sizes[1])
            throw TorchError.New($"input.size(-1) must be equal to input_size. Expected {w.Input.Impl.Sizes[1]}, got {x.Impl.Sizes[2]}");
        if (x.Impl.Sizes[0] == 0) throw TorchError.New("Expected sequence length to be larger than 0 in RNN");
        if (x.dtype != w.Hidden.dtype) throw TorchError.New($"input and parameter tensors are not at the same dtype, found input tensor with {x.dtype} and parameter tensor with {w.Hidden.dtype}");
        var size = new RecurrentSizes(x.Impl.Sizes[0], x.Impl.Sizes[1], x.Impl.Sizes[2], width, backwards);
        Tensor?[] inputs = [x.contiguous(), w.Input.contiguous(), w.Hidden.contiguous(), w.InputBias?.contiguous(), w.HiddenBias?.contiguous(), First(h0, size, x.dtype), First(c0, size, x.dtype)];
        return (x.dtype, kind) switch
        {
            (ScalarType.Float32, RecurrentKind.Tanh) => RecurrentNode<float, SingleReal, TanhCell<float, SingleReal>>.Forward(size, inputs),
            (ScalarType.Float32, RecurrentKind.Relu) => RecurrentNode<float, SingleReal, ReluCell<float, SingleReal>>.Forward(size, inputs),
            (ScalarType.Float32, RecurrentKind.Lstm) => RecurrentNode<float, SingleReal, LstmCell<float, SingleReal>>.Forward(size, inputs),
            (ScalarType.Float32, _) => RecurrentNode<float, SingleReal, GruCell<float, SingleReal>>.Forward(size, inputs),
            (ScalarType.Float64, RecurrentKind.Tanh) => RecurrentNode<double, DoubleReal, TanhCell<double, DoubleReal>>.Forward(size, inputs),
            (ScalarType.Float64, RecurrentKind.Relu) => RecurrentNode<double, DoubleReal, ReluCell<double, DoubleReal>>.Forward(size, inputs),
            (ScalarType.Float64, RecurrentKind.Lstm) => RecurrentNode<double, DoubleReal, LstmCell<double, DoubleReal>>.Forward(size, inputs),
            (ScalarType.Float64, _) => RecurrentNode<double, DoubleReal, GruCell<double, DoubleReal>>.Forward(size, inputs),
            _ => throw TorchError.New($"recurrent layers need a floating-point type, got {x.dtype}"),
        };
    }

    /// <summary>One step over x [sample, input], or one sample [input].</summary>
    internal static (Tensor H, Tensor? C) Step(RecurrentKind kind, Tensor x, RecurrentWeights w, Tensor? h0, Tensor? c0)
    {
        if (x.Impl.Dim == 1)
        {
            var (one, state) = Step(kind, x.unsqueeze(0), w, h0?.unsqueeze(0), c0?.unsqueeze(0));
            return (one.squeeze(0), state?.squeeze(0));
        }
        if (x.Impl.Dim != 2) throw TorchError.New($"Expected input to be 1D or 2D, got {x.Impl.Dim}D instead");
        var (_, h, c) = Layer(kind, x.unsqueeze(0), w, h0, c0, false);
        return (h, c);
    }

    private static Tensor? First(Tensor? state, in RecurrentSizes size, ScalarType dtype)
    {
        if (state is null) return null;
        if (state.Impl.Dim != 2 || state.Impl.Sizes[0] != size.Batch || state.Impl.Sizes[1] != size.Width)
            throw TorchError.New($"Expected hidden size [{size.Batch}, {size.Width}] in each layer and direction, got {Shape.Text(state.Impl.Sizes)}");
        if (state.dtype != dtype) throw TorchError.New($"input and hidden tensors are not the same dtype, found input tensor with {dtype} and hidden tensor with {state.dtype}");
        return state.contiguous();
    }
}

/// <summary>The weights of one layer in one direction: input side [gates·width, inputs], hidden side [gates·width, width].</summary>
internal sealed record RecurrentWeights(Tensor Input, Tensor Hidden, Tensor? InputBias, Tensor? HiddenBias);

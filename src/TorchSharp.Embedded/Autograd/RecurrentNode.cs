namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>One layer in one direction as one operation: outputs are h of all steps, the last h, the last c.</summary>
internal sealed class RecurrentNode<T, TReal, TCell> : Node
    where T : unmanaged
    where TReal : struct, IReal<T>
    where TCell : struct, ICell<T, TReal>
{
    private const int X = 0, InputWeight = 1, HiddenWeight = 2, InputBias = 3, HiddenBias = 4, FirstH = 5, FirstC = 6;
    private readonly RecurrentSizes size;
    private readonly SavedTensor[] saved;
    private SavedTensor output;
    private RecurrentTrace? trace;

    private RecurrentNode(in RecurrentSizes size, Tensor?[] inputs, Tensor y, RecurrentTrace trace)
    {
        this.size = size;
        this.trace = trace;
        saved = Array.ConvertAll(inputs, t => new SavedTensor(t));
        output = new SavedTensor(y);
        Connect(inputs);
    }

    internal override int Outputs => 3;

    /// <summary>All operands contiguous and of one type. <paramref name="inputs"/>: x, weights and biases of the input and the hidden side, first h, first c.</summary>
    internal static (Tensor Y, Tensor H, Tensor? C) Forward(in RecurrentSizes size, Tensor?[] inputs)
    {
        TensorImpl? Of(int i) => inputs[i]?.Impl;
        var y = new Tensor(TensorImpl.Allocate([size.Steps, size.Batch, size.Width], inputs[X]!.dtype));
        var trace = Recurrence<T, TReal, TCell>.Forward(size, Of(X)!, Of(InputWeight)!, Of(HiddenWeight)!, Of(InputBias), Of(HiddenBias), Of(FirstH), Of(FirstC), y.Impl);
        var h = Last(y.Impl, size);
        var c = trace.States == null ? null : Last(trace.States, size);
        if (!GradMode.Enabled || !Array.Exists(inputs, t => t is not null && t.Impl.RequiresGrad))
        {
            trace.Release();
            return (y, h, c);
        }
        var node = new RecurrentNode<T, TReal, TCell>(size, inputs, y, trace);
        y.With(node);
        h.With(node).Impl.OutputNr = 1;
        if (c is not null) c.With(node).Impl.OutputNr = 2;
        return (y, h, c);
    }

    private static Tensor Last(TensorImpl all, in RecurrentSizes size)
    {
        var cells = size.Batch * size.Width;
        var part = all.View(all.Offset + size.Time(size.Steps - 1) * cells, [size.Batch, size.Width], [size.Width, 1]);
        var result = new Tensor(Copying.Fresh(part, part.Dtype));
        part.Release();
        return result;
    }

    internal override void Run(Engine engine)
    {
        var y = output.Unpack();
        TensorImpl? Of(int i) => saved[i].IsEmpty ? null : saved[i].Unpack();
        var dy = Arrived(0);
        var dh = Slope(1)!;
        var dc = TCell.HasState ? Slope(2) : null;
        var (input, hidden) = Recurrence<T, TReal, TCell>.Backward(size, trace!, Of(HiddenWeight)!, Of(FirstH), Of(FirstC), y, dy, dh, dc);
        Tensor New(int like) => new(TensorImpl.Allocate(Of(like)!.Sizes, y.Dtype));
        if (Needs(X))
        {
            var dx = New(X);
            Recurrence<T, TReal, TCell>.Input(size, input, Of(InputWeight)!, dx.Impl);
            engine.Send(X, dx);
        }
        if (Needs(InputWeight))
        {
            var dw = New(InputWeight);
            Recurrence<T, TReal, TCell>.InputWeight(size, input, Of(X)!, dw.Impl);
            engine.Send(InputWeight, dw);
        }
        if (Needs(HiddenWeight))
        {
            var dw = New(HiddenWeight);
            Recurrence<T, TReal, TCell>.HiddenWeight(size, hidden, y, Of(FirstH), dw.Impl);
            engine.Send(HiddenWeight, dw);
        }
        if (Needs(InputBias)) engine.Send(InputBias, new Tensor(Reduction.Sum(input, [true, true, false], false)));
        if (Needs(HiddenBias)) engine.Send(HiddenBias, new Tensor(Reduction.Sum(hidden, [true, true, false], false)));
        if (Needs(FirstH)) engine.Send(FirstH, new Tensor(dh));
        else dh.Release();
        if (dc != null && Needs(FirstC)) engine.Send(FirstC, new Tensor(dc));
        else dc?.Release();
        dy?.Release();
        input.Release();
        hidden.Release();
    }

    private TensorImpl? Arrived(int i) => Pending![i] is { } grad ? Copying.Ready(grad, grad.Dtype) : null;

    /// <summary>What arrived for the last h or c, as a buffer of its own that backward carries through the steps.</summary>
    private TensorImpl Slope(int i)
    {
        if (Pending![i] is { } grad) return Copying.Fresh(grad, grad.Dtype);
        var zeros = TensorImpl.Allocate([size.Batch, size.Width], trace!.Gates.Dtype);
        Generation.Clear(zeros);
        return zeros;
    }

    internal override void Free()
    {
        for (var i = 0; i < saved.Length; i++) saved[i].Release();
        output.Release();
        trace?.Release();
        trace = null;
    }
}

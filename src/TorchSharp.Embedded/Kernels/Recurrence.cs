namespace TorchSharp.Kernels;

/// <summary>The sizes of one layer in one direction.</summary>
/// <param name="Steps">Time steps.</param>
/// <param name="Batch">Samples.</param>
/// <param name="Inputs">Numbers that a sample brings to a step.</param>
/// <param name="Width">Units.</param>
/// <param name="Backwards">Whether the last time step comes first.</param>
internal readonly record struct RecurrentSizes(long Steps, long Batch, long Inputs, long Width, bool Backwards)
{
    /// <summary>The time step that is computed as number <paramref name="k"/>.</summary>
    internal long Time(long k) => Backwards ? Steps - 1 - k : k;
}

/// <summary>What forward leaves for backward; all contiguous, [time, sample, …].</summary>
internal sealed class RecurrentTrace(TensorImpl gates, TensorImpl? states, TensorImpl? kept)
{
    internal readonly TensorImpl Gates = gates;
    internal readonly TensorImpl? States = states;
    internal readonly TensorImpl? Kept = kept;

    internal void Release()
    {
        Gates.Release();
        States?.Release();
        Kept?.Release();
    }
}

/// <summary>
/// One recurrent layer over all time steps. The input side of all steps is one matrix product; each step adds its
/// product with h and runs the gates; backward walks the steps in reverse and ends with one product per weight.
/// </summary>
internal static unsafe class Recurrence<T, TReal, TCell>
    where T : unmanaged
    where TReal : struct, IReal<T>
    where TCell : struct, ICell<T, TReal>
{
    private static T* At(TensorImpl? x, long place = 0) => x == null ? null : (T*)x.Bytes + place;

    private static Matrix<T> Rows(T* data, long rows, long columns) => new(data, rows, columns, columns, 1);

    /// <summary>Fills <paramref name="y"/> [steps, batch, width]; without <paramref name="h0"/> or <paramref name="c0"/> they are zero.</summary>
    internal static RecurrentTrace Forward(in RecurrentSizes size, TensorImpl x, TensorImpl wi, TensorImpl wh, TensorImpl? bi, TensorImpl? bh, TensorImpl? h0, TensorImpl? c0, TensorImpl y)
    {
        long sums = TCell.Gates * size.Width, cells = size.Batch * size.Width, block = size.Batch * sums;
        TensorImpl New(params long[] sizes) => TensorImpl.Allocate(sizes, x.Dtype);
        var trace = new RecurrentTrace(New(size.Steps, size.Batch, sums),
            TCell.HasState ? New(size.Steps, size.Batch, size.Width) : null,
            TCell.HasState || TCell.Apart ? New(size.Steps, size.Batch, size.Width) : null);
        var bias = Biases(bi, TCell.Apart ? null : bh, sums, x.Dtype);
        var hiddenBias = Biases(bh, null, sums, x.Dtype);
        var hidden = New(TCell.Apart ? block : 0);
        var zeros = New(cells);
        Generation.Clear(zeros);
        var recurrent = Rows(At(wh), sums, size.Width).Transposed;
        Gemm.Run(Rows(At(x), size.Steps * size.Batch, size.Inputs), Rows(At(wi), sums, size.Inputs).Transposed, Rows(At(trace.Gates), size.Steps * size.Batch, sums), false);
        for (long k = 0; k < size.Steps; k++)
        {
            var t = size.Time(k);
            var before = k == 0 ? h0 == null ? null : At(h0) : At(y, size.Time(k - 1) * cells);
            var gates = At(trace.Gates, t * block);
            if (before == null)
            {
                if (TCell.Apart) Generation.Clear(hidden);
                before = At(zeros);
            }
            else Gemm.Run(Rows(before, size.Batch, size.Width), recurrent, Rows(TCell.Apart ? At(hidden) : gates, size.Batch, sums), !TCell.Apart);
            var stateBefore = !TCell.HasState ? null : k == 0 ? At(c0 ?? zeros) : At(trace.States, size.Time(k - 1) * cells);
            for (long n = 0; n < size.Batch; n++)
            {
                var row = new CellRow<T>
                {
                    Bias = At(bias),
                    HiddenBias = At(hiddenBias),
                    Gates = gates + n * sums,
                    Hidden = At(hidden, n * sums),
                    Before = before + n * size.Width,
                    After = At(y, t * cells + n * size.Width),
                    StateBefore = stateBefore + n * size.Width,
                    State = At(trace.States, t * cells + n * size.Width),
                    Kept = At(trace.Kept, t * cells + n * size.Width),
                };
                TCell.Forward(row, size.Width);
            }
        }
        bias.Release();
        hiddenBias.Release();
        hidden.Release();
        zeros.Release();
        return trace;
    }

    /// <summary>
    /// Gradients of the sums, [steps, batch, gates·width]: of the input side, and of the hidden side (the same tensor
    /// unless the cell keeps the sides apart). On entry <paramref name="dh"/> and <paramref name="dc"/> are the
    /// gradients of the last h and c, on return those of the first.
    /// </summary>
    internal static (TensorImpl Input, TensorImpl Hidden) Backward(in RecurrentSizes size, RecurrentTrace trace, TensorImpl wh, TensorImpl? h0, TensorImpl? c0, TensorImpl y, TensorImpl? dy, TensorImpl dh, TensorImpl? dc)
    {
        long sums = TCell.Gates * size.Width, cells = size.Batch * size.Width, block = size.Batch * sums;
        var input = TensorImpl.Allocate(trace.Gates.Sizes, trace.Gates.Dtype);
        var hidden = input;
        if (TCell.Apart) hidden = TensorImpl.Allocate(trace.Gates.Sizes, trace.Gates.Dtype);
        else hidden.AddOwner();
        var zeros = TensorImpl.Allocate([cells], y.Dtype);
        Generation.Clear(zeros);
        var recurrent = Rows(At(wh), sums, size.Width);
        for (var k = size.Steps - 1; k >= 0; k--)
        {
            var t = size.Time(k);
            if (dy != null) Add(At(dh), At(dy, t * cells), cells);
            var before = k == 0 ? At(h0 ?? zeros) : At(y, size.Time(k - 1) * cells);
            var stateBefore = !TCell.HasState ? null : k == 0 ? At(c0 ?? zeros) : At(trace.States, size.Time(k - 1) * cells);
            for (long n = 0; n < size.Batch; n++)
            {
                var row = new CellRow<T>
                {
                    Gates = At(trace.Gates, t * block + n * sums),
                    Before = before + n * size.Width,
                    After = At(y, t * cells + n * size.Width),
                    StateBefore = stateBefore + n * size.Width,
                    Kept = At(trace.Kept, t * cells + n * size.Width),
                    Slope = At(dh, n * size.Width),
                    StateSlope = At(dc, n * size.Width),
                    GateSlope = At(input, t * block + n * sums),
                    HiddenSlope = At(hidden, t * block + n * sums),
                };
                TCell.Backward(row, size.Width);
            }
            Gemm.Run(Rows(At(hidden, t * block), size.Batch, sums), recurrent, Rows(At(dh), size.Batch, size.Width), TCell.Apart);
        }
        zeros.Release();
        return (input, hidden);
    }

    /// <summary>∂L/∂W of the input side: dsᵀ·X over all steps at once.</summary>
    internal static void InputWeight(in RecurrentSizes size, TensorImpl slopes, TensorImpl x, TensorImpl result)
    {
        long sums = TCell.Gates * size.Width, rows = size.Steps * size.Batch;
        Gemm.Run(Rows(At(slopes), rows, sums).Transposed, Rows(At(x), rows, size.Inputs), Rows(At(result), sums, size.Inputs), false);
    }

    /// <summary>∂L/∂W of the hidden side: dsᵀ·(h before each step); those h are the outputs shifted by one step, and h0.</summary>
    internal static void HiddenWeight(in RecurrentSizes size, TensorImpl slopes, TensorImpl y, TensorImpl? h0, TensorImpl result)
    {
        long sums = TCell.Gates * size.Width, cells = size.Batch * size.Width, block = size.Batch * sums, rows = (size.Steps - 1) * size.Batch;
        var target = Rows(At(result), sums, size.Width);
        var (later, before) = size.Backwards ? (0L, cells) : (block, 0L);
        Gemm.Run(Rows(At(slopes, later), rows, sums).Transposed, Rows(At(y, before), rows, size.Width), target, false);
        if (h0 != null) Gemm.Run(Rows(At(slopes, size.Time(0) * block), size.Batch, sums).Transposed, Rows(At(h0), size.Batch, size.Width), target, true);
    }

    /// <summary>∂L/∂x = ds·W.</summary>
    internal static void Input(in RecurrentSizes size, TensorImpl slopes, TensorImpl wi, TensorImpl result)
    {
        long sums = TCell.Gates * size.Width, rows = size.Steps * size.Batch;
        Gemm.Run(Rows(At(slopes), rows, sums), Rows(At(wi), sums, size.Inputs), Rows(At(result), rows, size.Inputs), false);
    }

    private static TensorImpl Biases(TensorImpl? a, TensorImpl? b, long sums, torch.ScalarType dtype)
    {
        var result = TensorImpl.Allocate([sums], dtype);
        Generation.Clear(result);
        if (a != null) Add(At(result), At(a), sums);
        if (b != null) Add(At(result), At(b), sums);
        return result;
    }

    private static void Add(T* target, T* source, long count)
    {
        var width = System.Runtime.Intrinsics.Vector256<T>.Count;
        for (long i = 0; i < count; i += width) Lanes.Store(Lanes.Load(target + i, count - i) + Lanes.Load(source + i, count - i), target + i, count - i);
    }
}

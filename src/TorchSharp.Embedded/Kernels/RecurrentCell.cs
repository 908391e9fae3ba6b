using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>One sample at one time step; each pointer is at a row of the layer's buffers.</summary>
internal unsafe struct CellRow<T> where T : unmanaged
{
    /// <summary>Biases of all gates; those on the hidden side apart only where the cell keeps the sides apart.</summary>
    internal T* Bias, HiddenBias;
    /// <summary>Sums in, activated gates out, gate after gate.</summary>
    internal T* Gates;
    /// <summary>The hidden side's sums, where the cell keeps the sides apart.</summary>
    internal T* Hidden;
    /// <summary>h before and after the step.</summary>
    internal T* Before, After;
    /// <summary>The cell state c before and after the step.</summary>
    internal T* StateBefore, State;
    /// <summary>What backward needs besides: tanh(c), or the hidden sum of GRU's new gate.</summary>
    internal T* Kept;
    /// <summary>∂L/∂h in; out what reaches the h before the step other than through the product.</summary>
    internal T* Slope;
    /// <summary>∂L/∂c in and out.</summary>
    internal T* StateSlope;
    /// <summary>∂L/∂sums out; the hidden side's apart where the cell keeps the sides apart.</summary>
    internal T* GateSlope, HiddenSlope;
}

/// <summary>The law of one recurrent unit and its derivative, <c>width</c> units side by side.</summary>
internal interface ICell<T, TReal> where T : unmanaged where TReal : struct, IReal<T>
{
    static abstract int Gates { get; }

    /// <summary>Whether the sums of the hidden side are kept apart from those of the input side.</summary>
    static virtual bool Apart => false;

    static virtual bool HasState => false;

    static abstract void Forward(in CellRow<T> row, long width);

    static abstract void Backward(in CellRow<T> row, long width);
}

/// <summary>h ← tanh(sums).</summary>
internal readonly unsafe struct TanhCell<T, TReal> : ICell<T, TReal> where T : unmanaged where TReal : struct, IReal<T>
{
    public static int Gates => 1;

    public static void Forward(in CellRow<T> row, long width)
    {
        for (long j = 0; j < width; j += Vector256<T>.Count)
            Lanes.Store(TReal.Tanh(Lanes.Load(row.Gates + j, width - j) + Lanes.Load(row.Bias + j, width - j)), row.After + j, width - j);
    }

    public static void Backward(in CellRow<T> row, long width)
    {
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var h = Lanes.Load(row.After + j, width - j);
            Lanes.Store(Lanes.Load(row.Slope + j, width - j) * (Vector256<T>.One - h * h), row.GateSlope + j, width - j);
        }
    }
}

/// <summary>h ← max(sums, 0).</summary>
internal readonly unsafe struct ReluCell<T, TReal> : ICell<T, TReal> where T : unmanaged where TReal : struct, IReal<T>
{
    public static int Gates => 1;

    public static void Forward(in CellRow<T> row, long width)
    {
        for (long j = 0; j < width; j += Vector256<T>.Count)
            Lanes.Store(Vector256.Max(Lanes.Load(row.Gates + j, width - j) + Lanes.Load(row.Bias + j, width - j), Vector256<T>.Zero), row.After + j, width - j);
    }

    public static void Backward(in CellRow<T> row, long width)
    {
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var on = Vector256.GreaterThan(Lanes.Load(row.After + j, width - j), Vector256<T>.Zero);
            Lanes.Store(Lanes.Load(row.Slope + j, width - j) & on, row.GateSlope + j, width - j);
        }
    }
}

/// <summary>
/// Gates i, f, g, o: c ← σ(f)·c + σ(i)·tanh(g), h ← σ(o)·tanh(c) (Hochreiter and Schmidhuber 1997, with forget gate).
/// </summary>
internal readonly unsafe struct LstmCell<T, TReal> : ICell<T, TReal> where T : unmanaged where TReal : struct, IReal<T>
{
    public static int Gates => 4;

    public static bool HasState => true;

    public static void Forward(in CellRow<T> row, long width)
    {
        T* pi = row.Gates, pf = pi + width, pg = pf + width, po = pg + width;
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var left = width - j;
            var i = TReal.Sigmoid(Lanes.Load(pi + j, left) + Lanes.Load(row.Bias + j, left));
            var f = TReal.Sigmoid(Lanes.Load(pf + j, left) + Lanes.Load(row.Bias + width + j, left));
            var g = TReal.Tanh(Lanes.Load(pg + j, left) + Lanes.Load(row.Bias + 2 * width + j, left));
            var o = TReal.Sigmoid(Lanes.Load(po + j, left) + Lanes.Load(row.Bias + 3 * width + j, left));
            var c = f * Lanes.Load(row.StateBefore + j, left) + i * g;
            var squashed = TReal.Tanh(c);
            Lanes.Store(i, pi + j, left);
            Lanes.Store(f, pf + j, left);
            Lanes.Store(g, pg + j, left);
            Lanes.Store(o, po + j, left);
            Lanes.Store(c, row.State + j, left);
            Lanes.Store(squashed, row.Kept + j, left);
            Lanes.Store(o * squashed, row.After + j, left);
        }
    }

    public static void Backward(in CellRow<T> row, long width)
    {
        T* pi = row.Gates, pf = pi + width, pg = pf + width, po = pg + width;
        T* di = row.GateSlope, df = di + width, dg = df + width, d0 = dg + width;
        var one = Vector256<T>.One;
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var left = width - j;
            Vector256<T> i = Lanes.Load(pi + j, left), f = Lanes.Load(pf + j, left), g = Lanes.Load(pg + j, left), o = Lanes.Load(po + j, left);
            var squashed = Lanes.Load(row.Kept + j, left);
            var dh = Lanes.Load(row.Slope + j, left);
            var dc = Lanes.Load(row.StateSlope + j, left) + dh * o * (one - squashed * squashed);
            Lanes.Store(dc * g * i * (one - i), di + j, left);
            Lanes.Store(dc * Lanes.Load(row.StateBefore + j, left) * f * (one - f), df + j, left);
            Lanes.Store(dc * i * (one - g * g), dg + j, left);
            Lanes.Store(dh * squashed * o * (one - o), d0 + j, left);
            Lanes.Store(dc * f, row.StateSlope + j, left);
        }
    }
}

/// <summary>
/// Gates r, z, n: n = tanh(x side + σ(r)·hidden side), h ← (1 - σ(z))·n + σ(z)·h (Cho et al. 2014, PyTorch's variant).
/// </summary>
internal readonly unsafe struct GruCell<T, TReal> : ICell<T, TReal> where T : unmanaged where TReal : struct, IReal<T>
{
    public static int Gates => 3;

    public static bool Apart => true;

    public static void Forward(in CellRow<T> row, long width)
    {
        T* pr = row.Gates, pz = pr + width, pn = pz + width;
        T* hr = row.Hidden, hz = hr + width, hn = hz + width;
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var left = width - j;
            var r = TReal.Sigmoid(Lanes.Load(pr + j, left) + Lanes.Load(row.Bias + j, left) + Lanes.Load(hr + j, left) + Lanes.Load(row.HiddenBias + j, left));
            var z = TReal.Sigmoid(Lanes.Load(pz + j, left) + Lanes.Load(row.Bias + width + j, left) + Lanes.Load(hz + j, left) + Lanes.Load(row.HiddenBias + width + j, left));
            var kept = Lanes.Load(hn + j, left) + Lanes.Load(row.HiddenBias + 2 * width + j, left);
            var n = TReal.Tanh(Lanes.Load(pn + j, left) + Lanes.Load(row.Bias + 2 * width + j, left) + r * kept);
            Lanes.Store(r, pr + j, left);
            Lanes.Store(z, pz + j, left);
            Lanes.Store(n, pn + j, left);
            Lanes.Store(kept, row.Kept + j, left);
            Lanes.Store(n + z * (Lanes.Load(row.Before + j, left) - n), row.After + j, left);
        }
    }

    public static void Backward(in CellRow<T> row, long width)
    {
        T* pr = row.Gates, pz = pr + width, pn = pz + width;
        T* dr = row.GateSlope, dz = dr + width, dn = dz + width;
        T* er = row.HiddenSlope, ez = er + width, en = ez + width;
        var one = Vector256<T>.One;
        for (long j = 0; j < width; j += Vector256<T>.Count)
        {
            var left = width - j;
            Vector256<T> r = Lanes.Load(pr + j, left), z = Lanes.Load(pz + j, left), n = Lanes.Load(pn + j, left);
            var dh = Lanes.Load(row.Slope + j, left);
            var inNew = dh * (one - z) * (one - n * n);
            var inReset = inNew * Lanes.Load(row.Kept + j, left) * r * (one - r);
            var inUpdate = dh * (Lanes.Load(row.Before + j, left) - n) * z * (one - z);
            Lanes.Store(inReset, dr + j, left);
            Lanes.Store(inUpdate, dz + j, left);
            Lanes.Store(inNew, dn + j, left);
            Lanes.Store(inReset, er + j, left);
            Lanes.Store(inUpdate, ez + j, left);
            Lanes.Store(inNew * r, en + j, left);
            Lanes.Store(dh * z, row.Slope + j, left);
        }
    }
}

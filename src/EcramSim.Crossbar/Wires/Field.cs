using System.Runtime.CompilerServices;

namespace EcramSim.Crossbar.Wires;

/// <summary>A pinned array of doubles that begins at a cache line, zero at first unless told otherwise: eight lanes are one line and never two halves.</summary>
internal sealed unsafe class Field
{
    private const int CacheLine = 64;
    private readonly double[] _values;

    public Field(int length, bool isClear = true)
    {
        Length = length;
        var padded = length + CacheLine / sizeof(double);
        _values = isClear ? GC.AllocateArray<double>(padded, pinned: true) : GC.AllocateUninitializedArray<double>(padded, pinned: true);
        fixed (double* start = _values) Start = (double*)(((nuint)start + CacheLine - 1) & ~(nuint)(CacheLine - 1));
    }

    /// <summary>Room for <paramref name="length"/> numbers in single precision.</summary>
    public static Field OfSingles(int length, bool isClear = true) => new((length + 1) / 2, isClear);

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The first value; valid as long as this object is.</summary>
    public double* Start { get; }

    /// <summary>The same memory as numbers in single precision, two in the place of one.</summary>
    public float* Singles => (float*)Start;

    /// <summary>All values.</summary>
    public Span<double> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Start, Length);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tiles;

/// <summary>Cells without spread.</summary>
internal readonly struct NominalCells(float minimum, float maximum) : ICells
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellLanes At(nuint index)
    {
        var one = Vector256<float>.One;
        return new CellLanes(one, one, one, one, Vector256.Create(minimum), Vector256.Create(maximum));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> At(nuint index, Vector512<float> up) =>
        new(Vector512.Create(FactorUnit.Value), Vector512.Create(FactorUnit.Value), Vector512.Create(minimum), Vector512.Create(maximum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> Unbounded(nuint index, Vector512<float> up) => At(index, up);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector256<float>> At(nuint index, Vector256<float> up) =>
        new(Vector256.Create(FactorUnit.Value), Vector256.Create(FactorUnit.Value), Vector256.Create(minimum), Vector256.Create(maximum));
}

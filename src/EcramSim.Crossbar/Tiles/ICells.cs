using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tiles;

/// <summary>What the kernel knows of eight cells besides their weights; a struct, so that the loop is specialised for it.</summary>
internal interface ICells
{
    /// <summary>The cells from <paramref name="index"/> in the padded order of <see cref="WeightMatrix.Values"/>.</summary>
    CellLanes At(nuint index);

    /// <summary>Sixteen cells from <paramref name="index"/>, pulsed up where all bits of <paramref name="up"/> are set, else down; beyond the last cell of a row or of all of them there are numbers without meaning. For processors that have vectors of sixteen.</summary>
    DirectedCells<Vector512<float>> At(nuint index, Vector512<float> up);

    /// <summary>The same without bounds: where none is near, their memory is not touched.</summary>
    DirectedCells<Vector512<float>> Unbounded(nuint index, Vector512<float> up);

    /// <summary>The same of eight cells, with bounds.</summary>
    DirectedCells<Vector256<float>> At(nuint index, Vector256<float> up);
}

using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Tiles;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The planes of a placement read through wires: each an array of its own, or all in one array whose bit lines alternate, so that they share the drop along the word lines.
/// Row i of plane p, an output, is bit line i·planes + p there, and one line of cells at 0 stands for all behind the last.
/// </summary>
internal sealed class PlanesInWires
{
    private readonly WeightMatrix[] _planes;
    // One array, or one per plane.
    private readonly WeightMatrix[] _cells;
    private readonly WiredMatrix[] _arrays;
    private float[] _driven, _carried;

    private PlanesInWires(ArrayWires wires, WeightMatrix[] planes, bool isOneArray)
    {
        _planes = planes;
        _cells = isOneArray ? [new WeightMatrix(planes.Length * planes[0].Rows, planes[0].Columns)] : planes;
        _arrays = [.. _cells.Select(c => WiredMatrix.OfPlane(wires, c))];
        (_driven, _carried) = (new float[isOneArray ? _cells[0].Rows : 0], new float[isOneArray ? _cells[0].Rows : 0]);
    }

    private bool IsOneArray => _driven.Length > 0;

    /// <summary>The planes in their wires; null where nothing resists.</summary>
    public static PlanesInWires? Of(ArrayWires? wires, WeightMatrix[] planes, PlaneLayout layout) =>
        wires is null || wires.IsIdeal ? null : new PlanesInWires(wires, planes, layout == PlaneLayout.InterleavedColumns);

    /// <summary>Takes over what the planes hold now: 0 … <paramref name="window"/>; after every change of them, and before the first read.</summary>
    /// <param name="window">Largest value of a cell.</param>
    /// <param name="isBound">As in <see cref="WiredMatrix.Holds"/>.</param>
    public void Hold(double window, bool isBound)
    {
        for (var i = 0; IsOneArray && i < _planes[0].Rows; i++)
            for (var p = 0; p < _planes.Length; p++) _planes[p].Row(i).CopyTo(_cells[0].Row(i * _planes.Length + p));
        if (IsOneArray) _cells[0].Version++;
        foreach (var array in _arrays) array.Holds(window, isBound);
    }

    /// <summary>What the outputs of every plane carry: all bit lines are sensed at once.</summary>
    /// <param name="lines">Vector after vector the inputs, reference line included, <paramref name="pitch"/> apart.</param>
    /// <param name="pitch">From one vector to the next.</param>
    /// <param name="sensed">Per plane, vector after vector, one value per output, reference line included.</param>
    /// <param name="sensedPitch">From one vector to the next in them.</param>
    /// <param name="count">Number of vectors.</param>
    public void Forward(ReadOnlySpan<float> lines, int pitch, float[][] sensed, int sensedPitch, int count)
    {
        if (!IsOneArray)
        {
            for (var p = 0; p < _arrays.Length; p++) _arrays[p].Forward(lines, pitch, sensed[p], sensedPitch, count);
            return;
        }
        var outputs = _cells[0].Rows;
        Provide(count);
        _arrays[0].Forward(lines, pitch, _carried, outputs, count);
        for (var n = 0; n < count; n++)
            for (var i = 0; i < _planes[0].Rows; i++)
                for (var p = 0; p < _planes.Length; p++) sensed[p][n * sensedPitch + i] = _carried[n * outputs + i * _planes.Length + p];
    }

    /// <summary>What the inputs carry when the outputs of one plane after the other are driven; bit lines of the other planes stand at 0 V.</summary>
    /// <param name="lines">Vector after vector the outputs, reference line included, <paramref name="pitch"/> apart.</param>
    /// <param name="pitch">From one vector to the next.</param>
    /// <param name="sensed">Per plane, vector after vector, one value per input, reference line included.</param>
    /// <param name="sensedPitch">From one vector to the next in them.</param>
    /// <param name="count">Number of vectors.</param>
    public void Backward(ReadOnlySpan<float> lines, int pitch, float[][] sensed, int sensedPitch, int count)
    {
        for (var p = 0; p < _planes.Length; p++)
        {
            if (!IsOneArray)
            {
                _arrays[p].Backward(lines, pitch, sensed[p], sensedPitch, count);
                continue;
            }
            var outputs = _cells[0].Rows;
            Provide(count);
            Array.Clear(_driven);
            for (var n = 0; n < count; n++)
                for (var i = 0; i < _planes[0].Rows; i++) _driven[n * outputs + i * _planes.Length + p] = lines[n * pitch + i];
            _arrays[0].Backward(_driven, outputs, sensed[p], sensedPitch, count);
        }
    }

    private void Provide(int count)
    {
        var length = count * _cells[0].Rows;
        if (_driven.Length < length) (_driven, _carried) = (new float[length], new float[length]);
    }
}

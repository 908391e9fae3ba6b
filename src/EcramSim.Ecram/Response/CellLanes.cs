using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Response;

/// <summary>
/// Eight cells beside each other: what the spread between devices makes of the nominal law. Factors are relative
/// (1 is nominal, and exactly nominal where a device file has no spread); bounds are in units of weight.
/// </summary>
public readonly record struct CellLanes(
    Vector256<float> StepUp, Vector256<float> StepDown, Vector256<float> SlopeUp, Vector256<float> SlopeDown,
    Vector256<float> Minimum, Vector256<float> Maximum);

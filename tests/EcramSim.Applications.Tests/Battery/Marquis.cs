using System.Globalization;
using EcramSim.Applications.Battery;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>The cell of Marquis 2019 and its three models.</summary>
internal static class Marquis
{
    internal static PorousCell Cell { get; } = PorousCell.Load(ModelLibrary.Shipped(), "marquis2019");

    internal static ICellModel Model(string name, CellMesh mesh, PorousCell? cell = null) => name switch
    {
        "SPM" => new SingleParticleModel(cell ?? Cell, mesh),
        "SPMe" => new SingleParticleElectrolyteModel(cell ?? Cell, mesh),
        "DFN" => new DoyleFullerNewman(cell ?? Cell, mesh),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>A discharge of <paramref name="rate"/> C; fails the test where ions or charge do not close.</summary>
    internal static CellResult Discharge(ICellModel model, double rate, double duration, IReadOnlyList<double>? samples = null, double tolerance = 1e-6, StepLimits? limits = null) =>
        Closed(CellRunner.Run(model, new GalvanostaticStep(model.Cell.CurrentOfRate(rate), duration, limits ?? StepLimits.None),
            options: new StepOptions(samples, new StepTolerance(tolerance, 0.1 * tolerance))));

    internal static CellResult Closed(CellResult result)
    {
        Assert.True(result.IonError < 1e-12, $"ions {result.IonError}");
        Assert.True(result.ChargeError < 1e-12, $"charge {result.ChargeError}");
        return result;
    }

    internal static (double[] Times, double[] Voltages) Stored(string file)
    {
        var rows = File.ReadLines(file).Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return ([.. rows.Select(r => r[0])], [.. rows.Select(r => r[1])]);
    }
}

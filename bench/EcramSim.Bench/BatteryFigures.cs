using EcramSim.Applications.Battery;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;

namespace EcramSim.Bench;

/// <summary>One discharge at 1C to the lower voltage of the cell of Marquis 2019, model built anew each time.</summary>
internal static class BatteryFigures
{
    /// <summary>insertion.spm and insertion.dfn20: single particle and Doyle–Fuller–Newman with 20 points per domain.</summary>
    public static IEnumerable<Figure> All()
    {
        yield return Discharge("insertion.spm", cell => new SingleParticleModel(cell, CellMesh.Uniform(20)));
        yield return Discharge("insertion.dfn20", cell => new DoyleFullerNewman(cell, CellMesh.Uniform(20)));
    }

    private static Figure Discharge(string name, Func<PorousCell, ICellModel> model) => Figure.Repeated(name, "s", () => null, () =>
    {
        var cell = PorousCell.Load(ModelLibrary.Shipped(), "marquis2019");
        var step = new GalvanostaticStep(cell.CurrentOfRate(1), 7200, new StepLimits(cell.LowerVoltage));
        return (() =>
        {
            var result = CellRunner.Run(model(cell), step);
            if (result.Termination != Termination.VoltageReached) throw new InvalidOperationException(result.Explanation);
        }, seconds => seconds);
    });
}

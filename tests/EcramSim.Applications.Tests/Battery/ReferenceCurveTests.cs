using System.Text.RegularExpressions;
using EcramSim.Applications.Battery;
using EcramSim.Insertion.Transport;
using EcramSim.Tests.Reference;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>The stored discharges of PyBaMM 26.6 (IDAKLU) at 1C, at equal mesh and with its discretization.</summary>
public sealed class ReferenceCurveTests
{
    public static TheoryData<string> Files => [.. ReferenceData.Files("insertion/pybamm", "pybammIDAKLU_*_Marquis2019_1C_n*.csv")];

    [Theory, MemberData(nameof(Files))]
    public void Stored_curve(string file)
    {
        var name = Regex.Match(Path.GetFileName(file), "pybammIDAKLU_([A-Za-z]+)_Marquis2019_1C_n([0-9]+)");
        var (times, voltages) = Marquis.Stored(file);
        var mesh = CellMesh.Uniform(int.Parse(name.Groups[2].Value), PorousScheme.Pybamm);
        var result = Marquis.Discharge(Marquis.Model(name.Groups[1].Value, mesh), 1, times[^1], times);
        Assert.Equal(times.Length, result.Points.Count);
        // The composite form leaves the stored SPMe by a constant from the first instant on, see SingleParticleElectrolyteModelTests.
        var offset = name.Groups[1].Value == "SPMe" ? voltages[0] - result.Points[0].Voltage : 0;
        Assert.InRange(offset, 0, 2.5e-4);
        for (var k = 0; k < times.Length; k++) Assert.Equal(voltages[k], result.Points[k].Voltage + offset, 2e-5);
    }
}

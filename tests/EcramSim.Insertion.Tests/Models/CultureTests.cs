using System.Globalization;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Models;

/// <summary>File readers and messages under German number formats: decimal comma, point between thousands.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Every_file_reads_the_same_under_German_formats()
    {
        var plain = Read();
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator, german.NumberFormat.NegativeSign) = (",", ".", "−");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(plain, Read());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static List<string> Read()
        {
            var library = ModelLibrary.Shipped();
            var seen = new List<string>();
            foreach (var id in library.Ids(ModelKind.Material))
            {
                var host = Host.Load(library, id);
                seen.Add(string.Create(CultureInfo.InvariantCulture, $"{id} {host.SiteDensity:R} {host.OpenCircuitVoltage(0.6, 300):R} {host.ElectronicConductivity?.Conductivity(0.5, 300):R}"));
                seen.AddRange(host.Parameters.Select(p => p.ToString()));
            }
            foreach (var id in library.Ids(ModelKind.Electrolyte))
                seen.Add(string.Create(CultureInfo.InvariantCulture, $"{id} {Electrolyte.Load(library, id).CurrentDensity(1e7, 300):R}"));
            var host2 = Host.Load(library, "lixwo3", [Setting.Parse("material.kinetics.transfer_coefficient=0.25")]);
            seen.Add(host2.Kinetics.ToString()!.Contains("0.25", StringComparison.Ordinal) || host2.Kinetics.ToString()!.Contains("0,25", StringComparison.Ordinal) ? "set" : "not set");
            seen.Add(Assert.Throws<InputException>(() => Host.Load(library, "lixwo3", [Setting.Parse("material.kinetics.transfer_coefficient=-1.5")])).Message);
            Assert.True(Units.TryParse("1.5 nm", Dimension.Metre, out var length, out _));
            seen.Add(length.ToString("R", CultureInfo.InvariantCulture));
            Assert.False(Units.TryParse("1,5 nm", Dimension.Metre, out _, out var problem));
            seen.Add(problem);
            return seen;
        }
    }
}

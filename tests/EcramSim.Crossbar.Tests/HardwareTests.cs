using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EcramSim.Crossbar.Tests;

/// <summary>The kernels give the same bits with and without the machine's wide vectors; this test runs itself again in processes that have none.</summary>
public class HardwareTests
{
    private const string Target = "ECRAM_CHECKSUM_FILE";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task SameBitsWithout(string feature)
    {
        if (Environment.GetEnvironmentVariable(Target) is not null) return;
        var file = Path.Combine(Path.GetTempPath(), $"ecram-{feature}-{Environment.ProcessId}.txt");
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
            // Under a test host the process is the host, not this program: run the assembly with the same runtime.
            var assembly = typeof(HardwareTests).Assembly.Location;
            start.FileName = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
            foreach (var argument in new[] { "exec", assembly, "-method", $"{typeof(HardwareTests).FullName}.{nameof(WritesItsChecksum)}" }) start.ArgumentList.Add(argument);
            start.Environment[feature] = "0";
            start.Environment[Target] = file;
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
            Assert.True(process.ExitCode == 0, await output + await errors);
            var lines = await File.ReadAllLinesAsync(file);
            Assert.Equal(Checksum(), lines[0]);
            if (feature != "DOTNET_EnableAVX512") Assert.Equal("False", lines[1]);
            Assert.Equal("False", lines[2]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void WritesItsChecksum()
    {
        var file = Environment.GetEnvironmentVariable(Target);
        if (file is not null) File.WriteAllLines(file, [Checksum(), System.Runtime.Intrinsics.X86.Avx2.IsSupported.ToString(), System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated.ToString()]);
    }

    // Updates and noisy reads of every law, with spread, on a tile whose last vectors are padded.
    private static string Checksum()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var law in Laws.Names)
        {
            var options = new ArrayOptions(7, 9, 12, 0.01, 0.06, new AbsMax(), new IterativeHalving(), law == "linear" ? 40 : 31, true, law != "linear", 1e-7);
            var tile = Tile.Create(Laws.Of(law, Laws.Spread), 19, 37, options, 5, law);
            var random = new RandomStream(1, law);
            float[] x = new float[37], d = new float[19], y = new float[19], g = new float[37], w = new float[19 * 37];
            for (var step = 0; step < 8; step++)
            {
                for (var j = 0; j < x.Length; j++) x[j] = (float)random.NextNormal();
                tile.Forward(x, y, 1);
                for (var i = 0; i < d.Length; i++) d[i] = (float)(0.5 * random.NextNormal() - 0.2 * y[i]);
                tile.Backward(d, g, 1);
                tile.Update(x, d, 1, 0.05);
                hash.AppendData(MemoryMarshal.AsBytes<float>(y));
                hash.AppendData(MemoryMarshal.AsBytes<float>(g));
            }
            tile.GetWeights(w);
            hash.AppendData(MemoryMarshal.AsBytes<float>(w));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

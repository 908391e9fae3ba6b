using System.Diagnostics;

namespace TorchSharp.Embedded.Tests;

/// <summary>The numbers hold on processors without AVX2, and without any vector instruction.</summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Reference_values_and_kernels_without(string instructions)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        foreach (var name in new[] { nameof(ReferenceTests), nameof(ProductTests), nameof(ConvolutionTests), nameof(PoolingTests) })
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add($"TorchSharp.Embedded.Tests.{name}");
        }
        start.Environment[instructions] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, text);
        Assert.Contains("Total: 16", text);
    }
}

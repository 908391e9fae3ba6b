using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>The built program as a child process: what a person runs.</summary>
internal static class Ecram
{
    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>Lines on stderr without the progress of a pipe.</summary>
        internal string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The program lies beside the tests, because they refer to its project.</summary>
    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "ecram.dll");

    internal static Outcome Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return Finish(process);
    }

    internal static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("ECRAM_TRACE");
        // Processes this short never earn back what profiling for the optimiser costs.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    internal static Outcome Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Ctrl-C.</summary>
    internal static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, 2));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}

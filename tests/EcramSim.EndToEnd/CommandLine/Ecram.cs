using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>The built program as a child process: what a person runs; or its entry point, called here.</summary>
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

    /// <summary>
    /// The same through the program's entry point in this process: a process of its own takes a fifth of a second to start, and spends more on
    /// compiling a short run than on the run. With ECRAM_LONG set it is a process all the same; every command has runs that always are.
    /// </summary>
    internal static Outcome RunHere(string folder, params string[] arguments)
    {
        if (Long) return Run(folder, arguments);
        using StringWriter output = new(), error = new();
        var code = -1;
        // The current folder belongs to the process: one at a time.
        lock (Main)
        {
            var before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = folder;
            try
            {
                var run = new Thread(() =>
                {
                    ConsoleOfRun.Attach(output, error);
                    code = (int)Main.Invoke(null, [arguments])!;
                }) { IsBackground = true };
                run.Start();
                Assert.True(run.Join(Patience), $"ecram did not end within {Patience.TotalSeconds} s");
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        }
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private static readonly bool Long = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1";

    private static readonly MethodInfo Main = Assembly.LoadFrom(Program).EntryPoint!;

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
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"ecram did not end within {Patience.TotalSeconds} s");
        }
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    // Far beyond the slowest command here, so that a hang fails instead of hanging the suite.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Ctrl-C; SIGTERM, which means the same to the program, where this process was started with SIGINT ignored (in the background of a shell).</summary>
    internal static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, IgnoresInterrupt() ? 15 : 2));

    // A child inherits an ignored signal, and the runtime leaves it so.
    private static bool IgnoresInterrupt()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return false;
        var ignored = File.ReadLines(status).First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (ulong.Parse(ignored, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & (1UL << (2 - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}

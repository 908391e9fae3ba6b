namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Bad input ends with exit code 2 and one line that says where, what, what is allowed, what was probably meant.</summary>
internal static class Refusal
{
    internal static void Check(Ecram.Outcome run, params string[] words)
    {
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode}: {run.Error}{run.Output}");
        var line = Assert.Single(run.ErrorLines);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, line, StringComparison.Ordinal));
    }
}

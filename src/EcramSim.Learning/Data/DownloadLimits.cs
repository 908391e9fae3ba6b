namespace EcramSim.Learning.Data;

/// <summary>How patient a download is.</summary>
/// <param name="Stall">How long nothing may come before the connection is given up.</param>
/// <param name="Attempts">Attempts per mirror, ≥ 1.</param>
/// <param name="Pause">Pause before the second attempt; each further one waits twice as long.</param>
public sealed record DownloadLimits(TimeSpan Stall, int Attempts, TimeSpan Pause)
{
    /// <summary>30 s without a byte, three attempts, pauses of 1, 2 s.</summary>
    public static DownloadLimits Default { get; } = new(TimeSpan.FromSeconds(30), 3, TimeSpan.FromSeconds(1));
}

namespace EcramSim.Crossbar.Pulses;

/// <summary>The unit of work of an update: so many rows draw from one random stream, whichever thread runs them.</summary>
internal static class Stripe
{
    /// <summary>Rows of a stripe.</summary>
    public const int Rows = 16;

    /// <summary>Number of stripes of a tile.</summary>
    public static int Count(int rows) => (rows + Rows - 1) / Rows;
}

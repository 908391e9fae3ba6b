using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Characterize;

/// <summary>Something that a cell shows, or why it does not.</summary>
/// <param name="Value">What it shows; null where there is nothing.</param>
/// <param name="Why">Why there is nothing; empty where there is something.</param>
public sealed record Finding<T>(T? Value, string Why)
    where T : class
{
    /// <summary>What <paramref name="look"/> finds; a cell that cannot be driven so, or whose equations have no solution there, gives its reason.</summary>
    internal static Finding<T> Of(Func<T?> look, string nothing = "does not apply")
    {
        try
        {
            return look() is { } value ? new(value, "") : new(null, nothing);
        }
        catch (Exception e) when (e is InputException or InvalidOperationException)
        {
            return new(null, e.Message);
        }
    }
}

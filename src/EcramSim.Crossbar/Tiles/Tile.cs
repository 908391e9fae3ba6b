using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tiles;

/// <summary>Makes tiles for a law that is known only at run time.</summary>
public static class Tile
{
    /// <summary>A tile of cells that follow <paramref name="law"/>, specialised for it; see <see cref="Tile{TLaw}"/>.</summary>
    public static ITile Create(IPulseLaw law, int rows, int columns, ArrayOptions options, ulong seed, string name, WriteCost? cost = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(law);
        // Once per tile: the type of the law becomes a type argument, and its loops contain no virtual call.
        var make = typeof(Tile).GetMethod(nameof(Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var made = make.MakeGenericMethod(law.GetType()).CreateDelegate<Func<IPulseLaw, int, int, ArrayOptions, ulong, string, WriteCost?, int, ITile>>();
        return made(law, rows, columns, options, seed, name, cost, threads);
    }

    private static Tile<TLaw> Make<TLaw>(IPulseLaw law, int rows, int columns, ArrayOptions options, ulong seed, string name, WriteCost? cost, int threads)
        where TLaw : struct, IPulseLaw => new((TLaw)law, rows, columns, options, seed, name, cost, threads);
}

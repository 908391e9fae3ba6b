namespace EcramSim.Insertion.Numerics;

/// <summary>
/// An order of elimination that fills little: minimum degree on the pattern made symmetric, ties to the lower index. Done once per problem.
/// Bands keep their band, dense border rows and columns go last.
/// </summary>
public static class EliminationOrder
{
    /// <summary>The columns of <paramref name="pattern"/> in the order in which to eliminate them.</summary>
    public static int[] MinimumDegree(SparsityPattern pattern)
    {
        var n = pattern.Size;
        var neighbours = new HashSet<int>[n];
        for (var i = 0; i < n; i++) neighbours[i] = [];
        foreach (var (row, column) in pattern.Entries())
        {
            if (row == column) continue;
            neighbours[row].Add(column);
            neighbours[column].Add(row);
        }
        var order = new int[n];
        var done = new bool[n];
        for (var k = 0; k < n; k++)
        {
            var best = -1;
            for (var i = 0; i < n; i++) if (!done[i] && (best < 0 || neighbours[i].Count < neighbours[best].Count)) best = i;
            order[k] = best;
            done[best] = true;
            // What is eliminated leaves a clique behind.
            var clique = neighbours[best];
            foreach (var i in clique)
            {
                neighbours[i].Remove(best);
                foreach (var j in clique) if (j != i) neighbours[i].Add(j);
            }
        }
        return order;
    }
}

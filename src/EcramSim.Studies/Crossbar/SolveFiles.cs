using EcramSim.Studies.Fit.Reading;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>The matrices that a person gives to <c>ecram crossbar solve</c>, from disk or out of a stored run.</summary>
public sealed class SolveFiles(RunRecord? stored)
{
    private const string Prefix = "matrices/";

    private readonly List<(string File, string Text)> _read = [];

    /// <summary>The matrix in <paramref name="file"/>.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">It cannot be read, is another than the stored run's, or holds no matrix.</exception>
    public MatrixFile Read(string file)
    {
        var text = StoredFiles.Text(stored, Prefix, file, TextEncoding.Read);
        _read.Add((file, text));
        return MatrixFile.Parse(file, text);
    }

    /// <summary>What was read, as documents for <see cref="RunRecord"/>.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonObject> Documents() => StoredFiles.Documents(Prefix, _read).DistinctBy(d => d.Key).ToDictionary(StringComparer.Ordinal);
}

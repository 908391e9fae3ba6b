using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar;

/// <summary>A file of <c>models/arrays</c>: an array with its periphery, and where its numbers come from.</summary>
/// <param name="Id">Name of the file, such as "cmos-65".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Description">What it describes and what not; may be empty.</param>
/// <param name="Options">The array.</param>
/// <param name="Parameters">Every parameter with status and source.</param>
public sealed record ArrayFile(string Id, string Title, string Description, ArrayOptions Options, IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>Reads a file by id or path.</summary>
    /// <exception cref="InputException">Unknown array, key, unit or value.</exception>
    public static ArrayFile Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        var node = library.Load(ModelKind.Array, idOrPath, settings);
        var (title, description) = (node.Text("title"), node.Text("description", ""));
        var options = ArrayOptions.Read(node);
        node.Finish();
        return new ArrayFile(ModelLibrary.IdOf(idOrPath), title, description, options, node.Parameters);
    }
}

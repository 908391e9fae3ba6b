using EcramSim.Insertion.Models;

namespace EcramSim.Ecram;

/// <summary>What a list shows of a device file: all that stands in it has been checked, and nothing compiled.</summary>
/// <param name="Id">Name of the file, such as "lixwo3-lipon".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Kind">"physical", "update-law" or "measured-table".</param>
/// <param name="Parameters">Every parameter with status and source, those of host and electrolyte files included; the same as of the <see cref="CellDevice"/>.</param>
public sealed record DeviceEntry(string Id, string Title, string Kind, IReadOnlyList<ParameterRecord> Parameters);

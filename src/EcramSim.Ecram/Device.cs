using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram;

/// <summary>A device file as the array and the trainer see it: its pulse law, its cost, and where its numbers come from.</summary>
/// <param name="Id">Name of the file, such as "lixwo3-lipon".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Kind">"physical" (compiled from a stack), "update-law" or "measured-table".</param>
/// <param name="Law">The pulse response that the crossbar runs.</param>
/// <param name="Cost">Energy and time per pulse; null where the file has no volts and seconds.</param>
/// <param name="Parameters">Every parameter with status and source, those of host and electrolyte files included.</param>
public sealed partial record Device(string Id, string Title, string Kind, IPulseLaw Law, WriteCost? Cost, IReadOnlyList<ParameterRecord> Parameters);

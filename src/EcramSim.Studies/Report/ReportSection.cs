namespace EcramSim.Studies.Report;

/// <summary>A heading and what stands below it.</summary>
public sealed record ReportSection(string Heading, params IReadOnlyList<IReportBlock> Blocks);

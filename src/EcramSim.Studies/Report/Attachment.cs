namespace EcramSim.Studies.Report;

/// <summary>A text kept with the report, folded away at its end, such as run.json.</summary>
/// <param name="FileName">The name it is saved under.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="MediaType">Such as "application/json".</param>
/// <param name="Text">The text itself.</param>
public sealed record Attachment(string FileName, string Title, string MediaType, string Text);

namespace EcramSim.Studies.Report;

/// <summary>One piece of a report: a paragraph, a list, a table, a figure. All text given to it is plain and gets escaped.</summary>
public interface IReportBlock
{
    /// <summary>Writes the piece.</summary>
    void Write(HtmlWriter html);
}

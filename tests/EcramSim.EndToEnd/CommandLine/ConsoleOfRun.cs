using System.Text;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>The console of a run of the program within this process: what it and the threads it starts write goes to that run alone.</summary>
internal sealed class ConsoleOfRun(AsyncLocal<TextWriter?> run, TextWriter otherwise) : TextWriter
{
    private static readonly AsyncLocal<TextWriter?> Output = new(), Error = new();

    static ConsoleOfRun()
    {
        Console.SetOut(new ConsoleOfRun(Output, Console.Out));
        Console.SetError(new ConsoleOfRun(Error, Console.Error));
    }

    /// <summary>From here on, for the calling thread and what it starts.</summary>
    internal static void Attach(TextWriter output, TextWriter error) => (Output.Value, Error.Value) = (output, error);

    public override Encoding Encoding => otherwise.Encoding;

    private TextWriter Target => run.Value ?? otherwise;

    public override void Write(char value) => Target.Write(value);

    public override void Write(string? value) => Target.Write(value);

    public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

    public override void Flush() => Target.Flush();
}

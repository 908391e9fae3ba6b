using System.CommandLine;

namespace EcramSim.Cli.Options;

/// <summary>Where finished trainings are kept, for commands of many trainings.</summary>
internal static class StoreOption
{
    internal static Option<string> Create() => new("--store")
    {
        Description = "Folder in which every finished training is kept and found again: an interrupted command goes on where it stood.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("runs", "trainings"),
    };

    /// <summary>An interruption leaves the finished trainings: says so.</summary>
    internal static T Kept<T>(string store, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"finished trainings are kept in {store}; the same command goes on from there");
            throw;
        }
    }
}

using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Results;

/// <summary>A network on a data set, as the accuracy tables name it.</summary>
/// <param name="Name">What <c>--data</c> says.</param>
/// <param name="Title">Heading of its section.</param>
/// <param name="Network">Id of the network.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="First">Only the first so many training images; null: all.</param>
public sealed record TableTask(string Name, string Title, string Network, string Data, int? First)
{
    /// <summary>All of them, the quickest first.</summary>
    public static IReadOnlyList<TableTask> All { get; } =
    [
        new("digits", "Digits, 64-36-10", "digits-mlp", "digits", null),
        new("fashion-10k", "Fashion-MNIST, first 10 000 training images, 784-256-128-10", "fashion-mlp", "fashion-mnist", 10_000),
        new("fashion-60k", "Fashion-MNIST, all 60 000 training images, 784-256-128-10", "fashion-mlp", "fashion-mnist", null),
    ];

    /// <summary>By name.</summary>
    /// <exception cref="InputException">Unknown name.</exception>
    public static TableTask Of(string name) => All.FirstOrDefault(t => t.Name == name) ?? throw InputException.UnknownName("--data", "task", name, All.Select(t => t.Name));
}

using EcramSim.Ecram;
using EcramSim.Ecram.Published;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Characterize;

/// <summary>
/// The whole library against literature: every published figure of every device file with the model's counterpart and the ratio, or the reason
/// why there is none. Figures of accuracy are trained for: three seeds of the shipped digits with the device's learning rate.
/// </summary>
public static class Literature
{
    private const string Exact = "exact", Relative = "accuracy_to_exact";
    private const int Seeds = 3;

    /// <summary>All figures of <paramref name="devices"/>, in their order.</summary>
    /// <param name="devices">Ids or paths.</param>
    /// <param name="library">Where they are found.</param>
    /// <param name="threads">Trainings at a time; the result does not depend on it.</param>
    /// <param name="cancellation">Stops the trainings.</param>
    /// <exception cref="InputException">A device file that is wrong.</exception>
    public static IReadOnlyList<PublishedRatio> Of(IReadOnlyList<string> devices, ModelLibrary library, int threads, CancellationToken cancellation = default)
    {
        CellDevice[] read = [.. devices.Select(id => CellDevice.Read(library, id))];
        bool IsTrained(CellDevice device) => device.Published.Any(f => f.Quantity.How == PublishedHow.Training && f.NotComputed.Length == 0);
        string[] trained = [.. devices.Where((_, i) => IsTrained(read[i]))];
        var accuracy = new Dictionary<string, double>(StringComparer.Ordinal);
        if (trained.Length > 0)
        {
            var plan = new EvaluationPlan { Devices = [Exact, .. trained], Causes = false, Seeds = Seeds };
            foreach (var row in Evaluation.Run(plan, library, [], threads, progress: null, cancellation).Summary) accuracy[row.Device] = row.TestAccuracy.Mean;
        }
        return [.. read.SelectMany(device => PublishedRatio.Of(device, figure =>
            accuracy[device.Id] / (figure.Quantity.Name == Relative ? accuracy[Exact] : 1)))];
    }
}

namespace EcramSim.Studies.Tune;

/// <summary>A learning rate with parameters of a rule, and what it reached on the validation part.</summary>
/// <param name="Parameters">Parameters of the rule as the command line writes them; empty for its defaults.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Accuracies">Validation accuracy of each seed that was trained, in order; 0 where the training diverged.</param>
/// <param name="Scaling">Scaling of the first weights.</param>
public sealed record Trial(string Parameters, double Rate, IReadOnlyList<double> Accuracies, string Scaling = "fit")
{
    /// <summary>Mean over the seeds that were trained.</summary>
    public double Mean => Accuracies.Average();
}

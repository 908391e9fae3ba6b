using EcramSim.Insertion.Models;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Tests.Evaluate;

public sealed class EvaluationTests
{
    private static readonly EvaluationPlan Small = new() { Devices = ["float32", "exact", "tang-2018"], Epochs = 2, First = 300, Seeds = 2, Seed = 5 };

    private static EvaluationResult Run(EvaluationPlan plan, int threads) => Evaluation.Run(plan, ModelLibrary.Shipped(), [], threads);

    [Fact]
    public void One_thread_and_two_give_the_same_report()
    {
        var (one, two) = (Run(Small, 1), Run(Small, 2));
        Assert.Equal(ResultTables.Results(one.Rows), ResultTables.Results(two.Rows));
        Assert.Equal(EvaluationReport.Render(one), EvaluationReport.Render(two));
        // 3 devices × 2 seeds × 2 epochs; tang-2018 with one non-ideality taken away at a time.
        Assert.Equal(12, one.Rows.Count);
        Assert.Equal(["granularity", "asymmetry", "slope", "cycle noise", "spread", "bounds"], one.Removals.Select(r => r.Removed));
    }

    [Fact]
    public void Test_accuracy_stands_in_the_last_epoch_only_and_in_the_summary()
    {
        var result = Run(Small with { Causes = false }, 2);
        Assert.All(result.Rows, r => Assert.Equal(r.Epoch == 2, r.TestAccuracy is not null));
        var last = result.Rows.Where(r => r.Device == "exact" && r.Epoch == 2).Select(r => r.TestAccuracy!.Value).ToArray();
        Assert.Equal([5UL, 6UL], result.Rows.Where(r => r.Device == "exact" && r.Epoch == 2).Select(r => r.Seed));
        Assert.Equal(last.Average(), result.Summary.Single(r => r.Device == "exact").TestAccuracy.Mean, 12);
        Assert.Null(result.Summary.Single(r => r.Device == "exact").StatesByStep);
    }

    [Fact]
    public void A_searched_learning_rate_is_one_of_five_and_the_same_on_any_number_of_threads()
    {
        var plan = Small with { Devices = ["float32", "tang-2018"], Causes = false, SearchLearningRate = true, Seeds = 1 };
        var (one, two) = (Run(plan, 1), Run(plan, 2));
        Assert.Equal(one.Summary.Select(r => r.LearningRate), two.Summary.Select(r => r.LearningRate));
        var network = Learning.Networks.Network.Read(ModelLibrary.Shipped(), "digits-mlp");
        Assert.Contains(one.Summary[0].LearningRate, LearningRateSearch.Factors.Select(f => f * network.Training.LearningRate));
    }

    [Fact]
    public void A_cancelled_evaluation_says_so()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluation.Run(Small, ModelLibrary.Shipped(), [], 2, null, source.Token));
    }

    [Fact]
    public void Bad_plans_are_refused_before_anything_is_trained()
    {
        Assert.Contains("named twice", Assert.Throws<InputException>(() => Run(Small with { Devices = ["ideal", "ideal"] }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 10000]", Assert.Throws<InputException>(() => Run(Small with { Seeds = 0 }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("'tang-2018'", Assert.Throws<InputException>(() => Run(Small with { Devices = ["tang-2081"] }, 1)).Message, StringComparison.Ordinal);
    }
}

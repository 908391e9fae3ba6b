using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary>What a person chose with <see cref="CheckpointOptions"/>.</summary>
/// <param name="Every">How often.</param>
/// <param name="Resumes">Whether the run goes on from what was kept.</param>
/// <param name="Previous">Whether damaged checkpoints are passed over.</param>
/// <param name="TensorBoard">Folder for event files; null without.</param>
/// <param name="Texts">Options that a resumed run needs and that its record does not hold.</param>
internal sealed record CheckpointChoices(CheckpointInterval Every, bool Resumes, bool Previous, string? TensorBoard, IReadOnlyList<string> Texts)
{
    /// <summary>The progress with its event files, where they are asked for.</summary>
    internal IProgress<EvaluationProgress> Followed(IProgress<EvaluationProgress> progress) => TensorBoard is null ? progress : new TensorBoardLog(TensorBoard, progress);

    /// <summary>The folder of the checkpoints of a run whose results will stand in <paramref name="results"/>.</summary>
    internal RunCheckpoints Open(RunFolder results, RunChoices choices, RunRecord record)
    {
        IReadOnlyList<string> options = choices.Force ? [.. Texts, "--force=True"] : Texts;
        return Resumes ? RunCheckpoints.Resume(results, record, Every, options, Previous) : RunCheckpoints.Start(results, record, Every, options, choices.Force);
    }
}

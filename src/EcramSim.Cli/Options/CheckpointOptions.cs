using System.CommandLine;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary>The options of every command that trains: how often states are kept, and going on from them.</summary>
/// <param name="FollowsTrainings">Whether the command can write the course of its trainings as event files.</param>
internal sealed record CheckpointOptions(bool FollowsTrainings = false)
{
    internal const string Resume = "--resume";

    private const string Every = "--checkpoint-every";

    private readonly Option<string> _every = new(Every)
    {
        Description = $"Keep the state of each training in OUT{RunCheckpoints.Ending} after so many steps (500) or so much time (\"2 min\"), or never (none); the results do not depend on it.",
        HelpName = "N", DefaultValueFactory = _ => CheckpointInterval.Default,
    };
    private readonly Option<string?> _resume = new(Resume)
    {
        Description = "Go on with a run that was interrupted or killed, as it was: the folder of its results, or that of its checkpoints. [default: none]", HelpName = "DIR",
    };
    private readonly Option<bool> _previous = new("--previous") { Description = "With --resume: where a checkpoint is damaged, go on from the one before it. [default: off]" };

    private readonly Option<string?> _tensorBoard = new("--tensorboard")
    {
        Description = "Write loss, accuracy and energy of each training as TensorBoard event files into a folder under this one. [default: none]", HelpName = "DIR",
    };

    internal void AddTo(Command command)
    {
        command.Add(_every);
        command.Add(_resume);
        command.Add(_previous);
        if (FollowsTrainings) command.Add(_tensorBoard);
    }

    internal CheckpointChoices Read(ParseResult parse)
    {
        var (every, board) = (parse.GetRequiredValue(_every), FollowsTrainings ? parse.GetValue(_tensorBoard) : null);
        var texts = new List<string>();
        if (every != CheckpointInterval.Default) texts.Add($"{Every}={every}");
        if (board is not null) texts.Add($"{_tensorBoard.Name}={board}");
        return new CheckpointChoices(CheckpointInterval.Parse(every), parse.GetValue(_resume) is not null, parse.GetValue(_previous), board, texts);
    }
}

using System.CommandLine;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Options;

/// <summary>The options of every command that computes.</summary>
internal sealed record RunOptions
{
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Folder for the results; must not exist yet. [default: runs/COMMAND-xxxxxxxx, the first 8 digits of the run's identity]", HelpName = "DIR",
    };
    private readonly Option<bool> _force = new("--force") { Description = "Replace an older run in that folder. [default: off]" };
    private readonly Option<string?> _config = new("--config")
    {
        Description = "Run a stored run.json again; options given beside it come before those stored in it. [default: none]", HelpName = "run.json",
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change one value of a model file, with its unit: device.channel.thickness=\"20 nm\"; repeatable. [default: none]", HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [],
    };
    private readonly Option<string[]> _models = new("--models")
    {
        Description = "A folder of your own laid out like models/, searched first; repeatable. [default: none]", HelpName = "DIR", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [],
    };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress; the table and the place of the results are still printed. [default: off]" };
    private readonly Option<bool> _json = new("--json") { Description = "JSON lines on stdout, progress included, instead of text. [default: off]" };
    private readonly Option<ulong> _seed;
    private readonly Option<int> _seeds;
    private readonly Option<int> _threads;

    internal RunOptions(int seeds = 1, string seedsMeaning = "Number of seeds")
    {
        _seed = NumberOption.Seed("--seed", "First seed", 1);
        _seeds = NumberOption.Whole("--seeds", seedsMeaning, seeds, 1, 10_000);
        _threads = NumberOption.Whole("--threads", "Threads; the results do not depend on it", Environment.ProcessorCount, 1, 4096);
    }

    internal void AddTo(Command command)
    {
        command.Add(_seed);
        command.Add(_seeds);
        command.Add(_set);
        command.Add(_models);
        command.Add(_config);
        command.Add(_out);
        command.Add(_force);
        command.Add(_threads);
        command.Add(_quiet);
        command.Add(_json);
    }

    internal RunChoices Read(ParseResult parse)
    {
        var config = parse.GetValue(_config);
        var first = parse.GetValue(_seed);
        return new RunChoices(
            parse.GetValue(_out), parse.GetValue(_force), config is null ? null : RunRecord.Read(config),
            [.. parse.GetRequiredValue(_set)], [.. parse.GetRequiredValue(_models)],
            [.. Enumerable.Range(0, parse.GetValue(_seeds)).Select(i => first + (ulong)i)],
            parse.GetValue(_threads), parse.GetValue(_quiet), parse.GetValue(_json));
    }
}

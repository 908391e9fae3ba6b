namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Names that are not there, with the contract of <see cref="Refusal"/>.</summary>
public sealed class BadNameTests
{
    public static TheoryData<string[], string[]> Lines => new()
    {
        // Names.
        { ["evaluate", "lixwo3-lipno"], ["models/devices", "'lixwo3-lipno'", "did you mean 'lixwo3-lipon'?"] },
        { ["evaluate", "flot32"], ["'flot32'", "did you mean 'float32'?"] },
        { ["evaluate", "mo-ecram", "mo-ecram"], ["'mo-ecram'", "twice"] },
        { ["train", "--network", "digit-mlp"], ["models/networks", "did you mean 'digits-mlp'?"] },
        { ["train", "--data", "digit"], ["--data", "did you mean 'digits'?"] },
        { ["train", "--data", "./nowhere"], ["--data", "./nowhere"] },
        { ["train", "--algorithm", "sdg"], ["--algorithm", "did you mean 'sgd'?"] },
        { ["characterize"], ["DEVICE", "lixwo3-lipon"] },
        { ["characterize", "./no-such-file.json"], ["./no-such-file.json"] },
        { ["materials", "show", "lixco2"], ["did you mean 'lixcoo2'?"] },
        { ["evaluate", "--models", "nowhere"], ["--models", "'nowhere'"] },
        // Commands and options.
        { ["evalute"], ["'evalute'", "did you mean 'evaluate'?"] },
        { ["materials"], ["list, show"] },
        { ["materials", "lst"], ["did you mean 'list'?"] },
        { ["evaluate", "--epohcs", "3"], ["'--epohcs'", "did you mean '--epochs'?"] },
        { ["train", "--devcie", "ideal"], ["'--devcie'", "did you mean '--device'?"] },
        { ["evaluate", "--epochs"], ["--epochs", "needs a value"] },
        { ["evaluate", "--out"], ["--out", "needs a value"] },
        { ["evaluate", "--seed", "1", "--seed", "2"], ["--seed"] },
        { ["devices", "show", "mo-ecram", "tang-2018"], ["'tang-2018'"] },
        { ["insertion"], ["phase, "] },
        { ["insertion", "phase"], ["HOST"] },
        { ["insertion", "phase", "lifepo"], ["models/materials", "did you mean 'lifepo4'?"] },
        { ["insertion", "rate", "lifepo4", "--filling", "1.2"], ["--filling", "1.2", "(0, 1)"] },
        { ["insertion", "rate", "lixcoo2", "--filling", "0.2"], ["--filling", "0.2", "[0.4, 0.998903]", "lixcoo2"] },
        { ["insertion", "rate", "lifepo4", "--span", "1 ohm"], ["--span", "'ohm'", "voltage"] },
        { ["insertion", "phase", "lifepo4", "--temperature", "300"], ["--temperature", "no unit", "\"300 K\""] },
        { ["insertion", "phase", "lifepo4", "--map-from", "500 K", "--map-to", "300 K"], ["--map-to", "300 K", "500 K"] },
        { ["insertion", "phase", "lifepo4", "--set", "device.title=x"], ["--set", "no device file"] },
        // Folders.
        { ["characterize", "tang-2018", "--out", "."], ["--out", "'.'"] },
        { ["characterize", "tang-2018", "--config", "nowhere/run.json"], ["--config", "nowhere/run.json"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void One_line_and_exit_code_2(string[] arguments, string[] words)
    {
        using var folder = new TemporaryFolder();
        Refusal.Check(Ecram.RunHere(folder.Path, arguments), words);
        Assert.Empty(folder.Entries);
    }
}

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Numbers and settings out of their range, with the contract of <see cref="Refusal"/>.</summary>
public sealed class BadValueTests
{
    public static TheoryData<string[], string[]> Lines => new()
    {
        // Numbers.
        { ["evaluate", "--epochs", "0"], ["--epochs", "0", "1 to 100000"] },
        { ["evaluate", "--epochs", "1.5"], ["--epochs", "'1.5'"] },
        { ["evaluate", "--epochs", "many"], ["--epochs", "'many'"] },
        { ["evaluate", "--epochs", "-3"], ["--epochs", "-3"] },
        { ["evaluate", "--epochs", "99999999999999999999"], ["--epochs"] },
        { ["evaluate", "--lr", "-1"], ["--lr", "-1", "(0, 1000]"] },
        { ["evaluate", "--lr", "NaN"], ["--lr", "NaN", "(0, 1000]"] },
        { ["evaluate", "--lr", "1e9"], ["--lr", "(0, 1000]"] },
        { ["evaluate", "--lr", "0,1"], ["--lr", "'0,1'"] },
        { ["evaluate", "--batch", "0"], ["--batch", "1 to"] },
        { ["evaluate", "--seeds", "0"], ["--seeds", "1 to 10000"] },
        { ["evaluate", "--seed", "-1"], ["--seed", "-1"] },
        { ["evaluate", "--threads", "0"], ["--threads", "1 to"] },
        { ["evaluate", "--first", "0"], ["--first", "1 or more"] },
        { ["evaluate", "--first", "1000000"], ["--first", "[1, 3823]"] },
        { ["tune", "mo-ecram", "--rates", "0.1,,0.2"], ["--rates", "empty entry"] },
        { ["tune", "mo-ecram", "--rates", "0.1,-1"], ["--rates", "-1", "(0, 1000]"] },
        { ["tune", "mo-ecran"], ["mo-ecran", "did you mean 'mo-ecram'?"] },
        { ["tune", "mo-ecram", "--algorithm", "sgd,agat"], ["agat", "did you mean 'agad'?"] },
        { ["tune", "ideal", "--network", "digit-mlp", "--write"], ["digit-mlp", "'digits-mlp'"] },
        { ["results", "--data", "digit"], ["--data", "did you mean 'digits'?"] },
        { ["results", "--data", "digits", "--rules", "sgd,tiki"], ["--rules", "tiki"] },
        { ["results", "--data", "digits", "--batches", "0"], ["--batches", "0", "[1, 65536]"] },
        { ["results", "--data", "digits", "--document", "nowhere/results.md"], ["--document", "nowhere", "does not exist"] },
        { ["results", "--data", "digits", "--document", "results.csv"], ["--document", "results.csv", ".md"] },
        { ["results", "float32", "--data", "digits", "--rules", "agad", "--peers=false"], ["float32 knows sgd alone"] },
        { ["train", "--hardware-aware", "weight-noise:sigma=-1"], ["--hardware-aware", "sigma", "-1", "[0, 10]"] },
        { ["train", "--hardware-aware", "wait-noise:sigma=1"], ["wait-noise", "did you mean 'weight-noise'?"] },
        { ["train", "--device", "lixwo3-lipon", "--hardware-aware", "weight-noise:sigma=1"], ["weight-noise", "'exact' or 'ideal'", "lixwo3-lipon"] },
        { ["train", "--device", "exact", "--digital-layers", "laier1"], ["laier1", "did you mean 'layer1'?"] },
        { ["train", "--scaling", "omega:2"], ["--scaling", "2", "(0, 1]"] },
        { ["train", "--input-range", "0"], ["--input-range", "0", "(0, "] },
        { ["networks", "show", "lenet-5", "--array", "cmos-65", "--device", "tang-2018"], ["tang-2018", "no volts and joules"] },
        { ["networks", "show", "lenet5"], ["lenet5", "did you mean 'lenet-5'?"] },
        // Settings: the checks of a file.
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=20 K"], ["lixwo3-lipon.json", "channel.thickness", "20 K", "length"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=20"], ["channel.thickness", "20", "no unit"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=-20 nm"], ["channel.thickness", "-20 nm", "outside the allowed range ["] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel.thickness=NaN nm"], ["channel.thickness", "NaN"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.gate.filling=1.5"], ["gate.filling", "1.5", "(0, 1)"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.window.minimum=0"], ["window.minimum", "0", "(0, "] },
        { ["characterize", "lixwo3-lipon", "--set", "device.chanel.thickness=20 nm"], ["chanel", "did you mean 'channel'?"] },
        { ["characterize", "lixwo3-lipon", "--set", "device.channel=20 nm"], ["channel"] },
        { ["characterize", "lixwo3-lipon", "--set", "devise.channel.thickness=20 nm"], ["--set", "did you mean 'device'?"] },
        { ["characterize", "lixwo3-lipon", "--set", "thickness"], ["--set", "KEY"] },
        { ["characterize", "lixwo3-lipon", "--set", "network.training.epochs=3"], ["--set network.training.epochs", "no network file"] },
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

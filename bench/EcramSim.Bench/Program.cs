using EcramSim.Bench;

const string Help = """
    dotnet run -c Release --project bench/EcramSim.Bench -- headline [--json FILE] [--only TEXT]

      headline      measures the headline numbers: median and best of many runs each, on one core and, NAME.2cores, on two
      --json FILE   writes them to FILE as well
      --only TEXT   only figures whose name contains TEXT, or one of several, divided by commas
    """;

string? json = null, only = null;
if (args.Length == 0 || args[0] != "headline") return Fail();
for (var i = 1; i < args.Length; i += 2)
{
    if (i + 1 == args.Length) return Fail();
    if (args[i] == "--json") json = args[i + 1];
    else if (args[i] == "--only") only = args[i + 1];
    else return Fail();
}
Headline.Run(json, only?.Split(','));
return 0;

static int Fail()
{
    Console.Error.WriteLine(Help);
    return 2;
}

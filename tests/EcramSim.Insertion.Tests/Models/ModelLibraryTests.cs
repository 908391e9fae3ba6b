using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Tests.Models;

public sealed class ModelLibraryTests
{
    [Fact]
    public void Unknown_id_names_the_nearest()
    {
        var error = Assert.Throws<InputException>(() => Host.Load(ModelLibrary.Shipped(), "lixcoo"));
        Assert.Contains("unknown material 'lixcoo'; did you mean 'lixcoo2'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_and_folders_are_named()
    {
        Assert.Contains("./nowhere.json", Assert.Throws<InputException>(() => Host.Load(ModelLibrary.Shipped(), "./nowhere.json")).Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/folder", Assert.Throws<InputException>(() => ModelLibrary.Shipped("/no/such/folder")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_folder_comes_first_and_a_file_works_by_path()
    {
        using var folder = ModelFolder.Changed("26000 mol/m3", "12345 mol/m3");
        Assert.Equal(12345, Host.Load(ModelLibrary.Shipped(folder.Path), ModelFolder.Name).SiteDensity);
        Assert.Equal(12345, Host.Load(ModelLibrary.Shipped(), folder.File).SiteDensity);
        Assert.Equal(ModelFolder.Name, Host.Load(ModelLibrary.Shipped(), folder.File).Id);
        File.Copy(folder.File, Path.Combine(folder.Path, "materials", "lixcoo2.json"));
        Assert.Equal("LixWO3", Host.Load(ModelLibrary.Shipped(folder.Path), "lixcoo2").Formula);
        Assert.Contains(ModelFolder.Name, ModelLibrary.Shipped(folder.Path).Ids(ModelKind.Material));
    }

    [Fact]
    public void A_setting_changes_one_value_with_the_checks_of_the_file()
    {
        Host Load(params string[] settings) => Host.Load(ModelLibrary.Shipped(), "lixwo3", [.. settings.Select(Setting.Parse)]);
        var host = Load("material.site_density=30000 mol/m3", "material.kinetics.transfer_coefficient=0.3", "material.title=another");
        Assert.Equal((30000, "another"), (host.SiteDensity, host.Title));
        var record = Assert.Single(host.Parameters, p => p.Path == "site_density");
        Assert.Equal(("set", "command line"), (record.Status, record.Source));
        // Other kinds are left alone.
        Assert.Equal(26000, Load("electrolyte.site_density=1 mol/m3").SiteDensity);

        string Message(string setting) => Assert.Throws<InputException>(() => Load(setting)).Message;
        Assert.Contains("did you mean 'site_density'?", Message("material.site_densty=1 mol/m3"), StringComparison.Ordinal);
        Assert.Contains("wrong unit 'V'", Message("material.site_density=1 V"), StringComparison.Ordinal);
        Assert.Contains("(0, 1)", Message("material.kinetics.transfer_coefficient=1.2"), StringComparison.Ordinal);
        Assert.Contains("is a group", Message("material.kinetics=1"), StringComparison.Ordinal);
        Assert.Contains("has no keys inside", Message("material.title.a=1"), StringComparison.Ordinal);
        Assert.Contains("unknown value", Message("material.kinetics.law=nothing"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("material.site_density"), InlineData("site_density=1"), InlineData("=1"), InlineData("material.=1"), InlineData("3.x=1"), InlineData("matter.x=1")]
    public void Ill_formed_settings_are_refused(string text) => Assert.StartsWith("--set", Assert.Throws<InputException>(() => Setting.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_was_read_can_be_read_again_without_the_files()
    {
        var library = ModelLibrary.Shipped();
        var host = Host.Load(library, "lixwo3", [Setting.Parse("material.site_density=30000 mol/m3")]);
        Assert.Contains("materials/lixwo3", library.Used.Keys);
        var again = Host.Load(new ModelLibrary([], library.Used), "lixwo3");
        Assert.Equal(host.SiteDensity, again.SiteDensity);
        Assert.Equal(host.OpenCircuitVoltage(0.3, 300), again.OpenCircuitVoltage(0.3, 300));
    }

    [Fact]
    public void Every_law_says_its_examples_and_reads_itself()
    {
        Assert.NotEmpty(Catalogue<EcramSim.Insertion.Kinetics.IInsertionKinetics>.Examples);
        Assert.NotEmpty(Catalogue<EcramSim.Insertion.Thermodynamics.IFreeEnergy>.Examples);
        Assert.NotEmpty(Catalogue<EcramSim.Insertion.Conduction.IElectronicConductivity>.Examples);
        foreach (var type in Catalogue<EcramSim.Insertion.Kinetics.IInsertionKinetics>.All.Values.Concat(Catalogue<EcramSim.Insertion.Thermodynamics.IFreeEnergy>.All.Values)
            .Concat(Catalogue<EcramSim.Insertion.Conduction.IElectronicConductivity>.All.Values))
            Assert.NotNull(type.GetMethod("Read", [typeof(ModelNode)]));
    }

    [Theory]
    [InlineData("lipno", "lipon"), InlineData("hxwo", "hxwo3"), InlineData("LIPON", "lipon"), InlineData("completely different", null)]
    public void Nearest_name(string given, string? expected) => Assert.Equal(expected, NearestName.Of(given, ["lipon", "hxwo3", "ysz"]));

    [Fact]
    public void Atomic_file_is_whole_or_not_there()
    {
        using var folder = new ModelFolder("old");
        AtomicFile.WriteAllText(folder.File, "new");
        Assert.Equal("new", File.ReadAllText(folder.File));
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteAllText(Path.Combine(folder.Path, "missing", "a.txt"), "x"));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder.File)!));
    }
}

using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>A task: training images and the test images that are read once, at the end.</summary>
/// <param name="Name">"digits", "fashion-mnist", or the folder.</param>
/// <param name="Train">Training images, validation part included.</param>
/// <param name="Test">Test images.</param>
public sealed record ImageDataset(string Name, LabelledImages Train, LabelledImages Test)
{
    /// <summary>The names that need no path.</summary>
    public static IReadOnlyList<string> Names { get; } = ["digits", "grammar", .. DatasetSource.All.Select(s => s.Name).Order(StringComparer.Ordinal)];

    /// <summary>
    /// Reads a data set by name, folder or table. "digits" ships with the program; the others are looked for in <see cref="DatasetFolders"/>, where
    /// <c>ecram datasets get</c> puts them.
    /// </summary>
    /// <param name="nameOrFolder">A name of <see cref="Names"/>, or a folder of IDX files, of CIFAR-10 batches or of a .train and a .test file, or a table that ends in .csv.</param>
    /// <param name="first">Keep only the first so many training images.</param>
    /// <exception cref="InputException">Unknown name, no such folder, or a file in it that is wrong.</exception>
    public static ImageDataset Load(string nameOrFolder, int? first = null)
    {
        if (nameOrFolder == "grammar") return GrammarText.Load() is var grammar && first is { } most ? grammar with { Train = grammar.Train.First(most) } : grammar;
        if (nameOrFolder.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            var (rows, held) = CsvTable.Read(nameOrFolder);
            return new ImageDataset(nameOrFolder, first is { } some ? rows.First(some) : rows, held);
        }
        var folder = FolderOf(nameOrFolder);
        if (CifarFile.Names.Any(n => File.Exists(Path.Combine(folder, n))))
            return new ImageDataset(nameOrFolder, CifarFile.Read([.. CifarFile.Train.Select(n => Path.Combine(folder, n))], first), CifarFile.Read([Path.Combine(folder, CifarFile.Test)]));
        var text = OneFile(folder, "*.train");
        if (text is not null)
        {
            var train = DigitsFile.Read(text);
            var testFile = OneFile(folder, "*.test") ?? throw new InputException($"{folder}: there is {Path.GetFileName(text)} but no file that ends in .test");
            return Checked(new ImageDataset(nameOrFolder, first is { } n ? train.First(n) : train, DigitsFile.Read(testFile)));
        }
        return Checked(new ImageDataset(nameOrFolder,
            IdxFile.Read(Idx(folder, "train-images", "idx3"), Idx(folder, "train-labels", "idx1"), first),
            IdxFile.Read(Idx(folder, "t10k-images", "idx3"), Idx(folder, "t10k-labels", "idx1"))));
    }

    private static ImageDataset Checked(ImageDataset data) =>
        (data.Train.Height, data.Train.Width) == (data.Test.Height, data.Test.Width)
            ? data
            : throw new InputException($"{data.Test.Name}: images are {data.Test.Height}×{data.Test.Width}, those of {data.Train.Name} {data.Train.Height}×{data.Train.Width}");

    private static string FolderOf(string nameOrFolder)
    {
        if (nameOrFolder == "digits") return Path.Combine(ModelLibrary.ShippedFolder("datasets"), "digits");
        if (!Names.Contains(nameOrFolder))
            return Directory.Exists(nameOrFolder) ? nameOrFolder
                : nameOrFolder.Contains('/', StringComparison.Ordinal) || nameOrFolder.Contains('\\', StringComparison.Ordinal)
                    ? throw new InputException($"--data: folder '{nameOrFolder}' does not exist")
                    : throw InputException.UnknownName("--data", "data set", nameOrFolder, Names);
        return new DatasetInstallation(DatasetSource.Of(nameOrFolder)).Folder ?? throw new InputException(
            $"--data: the files of '{nameOrFolder}' are not there: looked in {string.Join(" and ", DatasetFolders.Of(nameOrFolder))}; 'ecram datasets get {nameOrFolder}' brings them" +
            (nameOrFolder == "fashion-mnist" ? ", or Debian's package dataset-fashion-mnist" : ""));
    }

    private static string? OneFile(string folder, string pattern)
    {
        var files = Directory.GetFiles(folder, pattern);
        return files.Length <= 1 ? files.FirstOrDefault() : throw new InputException($"{folder}: {files.Length} files match {pattern}; there must be one");
    }

    // The names of the original distribution, and the form with a dot that some programs unpack to.
    private static string Idx(string folder, string stem, string kind)
    {
        string[] names = [$"{stem}-{kind}-ubyte", $"{stem}-{kind}-ubyte.gz", $"{stem}.{kind}-ubyte", $"{stem}.{kind}-ubyte.gz"];
        return names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new InputException($"{folder}: file {names[0]} (or {names[1]}) is missing");
    }
}

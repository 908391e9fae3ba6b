using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>
/// Where a data set comes from, and how its files are told from damaged ones. Checksums: MNIST, SHA-256 of the packed files as many projects pin them, and of their content; Fashion-MNIST, the MD5 of its own page for the packed
/// files and the SHA-256 of the content in Debian's package; CIFAR-10, the MD5 of its own page (nothing is published for what is in the archive: its SHA-256 is noted when it is unpacked).
/// </summary>
/// <param name="Name">As in <c>--data</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Licence">Terms, and whose they are.</param>
/// <param name="Mirrors">Addresses before the names of the files, tried in this order.</param>
/// <param name="Files">The files.</param>
public sealed record DatasetSource(string Name, string Title, string Licence, IReadOnlyList<Uri> Mirrors, IReadOnlyList<DatasetFile> Files)
{
    /// <summary>What can be downloaded.</summary>
    public static IReadOnlyList<DatasetSource> All { get; } =
    [
        new("mnist", "28×28 handwritten digits, 60 000 + 10 000, ten classes", "Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0 as redistributed",
            [new("https://storage.googleapis.com/cvdf-datasets/mnist/"), new("https://ossci-datasets.s3.amazonaws.com/mnist/")],
            [
                Idx("train-images-idx3-ubyte", 9_912_422, "sha256", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                Idx("train-labels-idx1-ubyte", 28_881, "sha256", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                Idx("t10k-images-idx3-ubyte", 1_648_877, "sha256", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                Idx("t10k-labels-idx1-ubyte", 4_542, "sha256", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            ]),
        new("fashion-mnist", "28×28 pictures of clothes, 60 000 + 10 000, ten classes", "Zalando SE; MIT",
            [new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"), new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")],
            [
                Idx("train-images-idx3-ubyte", null, "md5", "8d4fb7e6c68d591d4c3dfef9ec88bf0d", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                Idx("train-labels-idx1-ubyte", null, "md5", "25c81989df183df01b3e8a0aad5dffbe", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                Idx("t10k-images-idx3-ubyte", null, "md5", "bef4ecab320f06d8554ea6380940ec79", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                Idx("t10k-labels-idx1-ubyte", null, "md5", "bb300cfdad3c16e7a12a480ee83cd310", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            ]),
        new("cifar-10", "32×32 colour photographs, 50 000 + 10 000, ten classes", "A. Krizhevsky, University of Toronto; no licence stated",
            [new("https://www.cs.toronto.edu/~kriz/"), new("https://cave.cs.toronto.edu/kriz/")],
            [new("cifar-10-binary.tar.gz", 170_052_171, "md5", "c32a1d4ab5d03f1284b67883e8d87530", [.. CifarFile.Names.Select(n => (n, (string?)null))])]),
    ];

    /// <summary>A source by name.</summary>
    /// <exception cref="InputException">Unknown, with the nearest name.</exception>
    public static DatasetSource Of(string name) =>
        All.FirstOrDefault(s => s.Name == name) ?? throw InputException.UnknownName("ecram datasets", "data set", name, All.Select(s => s.Name));

    private static DatasetFile Idx(string name, long? bytes, string kind, string checksum, string content) => new(name + ".gz", bytes, kind, checksum, [(name, content)]);
}

using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

public sealed class ImageDatasetTests
{
    [Theory]
    [InlineData("digit", "unknown data set 'digit'; did you mean 'digits'?")]
    [InlineData("fashion_mnist", "did you mean 'fashion-mnist'?")]
    [InlineData("./no/such/folder", "folder './no/such/folder' does not exist")]
    public void Names_what_is_near(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => ImageDataset.Load(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Reads_a_folder_of_digits_files()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.train", "0,4,8,16,7\n1,2,3,4,0\n");
        Assert.Contains("no file that ends in .test", Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path)).Message, StringComparison.Ordinal);
        folder.Write("own.test", "0,4,8,16,7\n");
        Assert.Equal((2, 1), (ImageDataset.Load(folder.Path).Train.Count, ImageDataset.Load(folder.Path).Test.Count));
        folder.Write("second.train", "0,4,8,16,7\n");
        Assert.Contains("2 files match *.train", Assert.Throws<InputException>(() => ImageDataset.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_split_takes_each_image_once_and_depends_on_the_seed_alone()
    {
        var train = ImageDataset.Load("digits").Train;
        var split = ValidationSplit.Of(train, seed: 1);
        // 15 % of 3823 is 573.45.
        Assert.Equal((573, 3250), (split.Validation.Count, split.Train.Count));
        var all = Rows(split.Train).Concat(Rows(split.Validation)).Order(StringComparer.Ordinal);
        Assert.Equal(Rows(train).Order(StringComparer.Ordinal), all);
        Assert.Equal(split.Validation.Features, ValidationSplit.Of(train, seed: 1).Validation.Features);
        Assert.NotEqual(split.Validation.Features, ValidationSplit.Of(train, seed: 2).Validation.Features);
        var none = ValidationSplit.Of(train, seed: 1, fraction: 0);
        Assert.Equal((0, 3823), (none.Validation.Count, none.Train.Count));
        Assert.Equal(train.Features, none.Train.Features);
    }

    [Fact]
    public void The_first_images_are_the_first_of_the_file()
    {
        var train = ImageDataset.Load("digits").Train;
        var first = train.First(10);
        Assert.Equal(train.Labels[..10], first.Labels);
        Assert.Equal(train[9].ToArray(), first[9].ToArray());
        Assert.Contains("[1, 3823]", Assert.Throws<InputException>(() => train.First(0)).Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3823]", Assert.Throws<InputException>(() => ImageDataset.Load("digits", first: 3824)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(LabelledImages images) =>
        Enumerable.Range(0, images.Count).Select(i => $"{images.Labels[i]}:{string.Join(' ', images[i].ToArray())}");
}

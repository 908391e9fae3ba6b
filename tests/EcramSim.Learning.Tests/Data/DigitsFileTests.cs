using System.Globalization;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

public sealed class DigitsFileTests
{
    // A 2×2 image and its class.
    private const string Good = "0,4,8,16,7\n1,2,3,4,0\n";

    [Fact]
    public void Reads_grey_values_in_sixteenths_and_classes()
    {
        using var folder = new TemporaryFolder();
        var images = DigitsFile.Read(folder.Write("a.train", Good));
        Assert.Equal((2, 2, 2, 10), (images.Count, images.Height, images.Width, images.Classes));
        Assert.Equal([0f, 0.25f, 0.5f, 1f, 0.0625f, 0.125f, 0.1875f, 0.25f], images.Features);
        Assert.Equal([7L, 0L], images.Labels);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("1,2,3,4\n", "row 1: 3 grey values")]
    [InlineData("0,4,8,16,7\n1,2,3\n", "row 2: 3 values; it must have 5")]
    [InlineData("0,4,8,16,7\n1,2,3,4,5,6\n", "row 2: 6 values; it must have 5")]
    [InlineData("0,4,17,16,7\n", "row 1, column 3: grey value '17' is not a whole number in the allowed range [0, 16]")]
    [InlineData("0,4,8,16,7\n0,4,8,1.5,7\n", "row 2, column 4: grey value '1.5'")]
    [InlineData("0,4,8,16,10\n", "row 1, column 5: class '10' is not a whole number in the allowed range [0, 9]")]
    [InlineData("0,4,8,-1,1\n", "row 1, column 4: grey value '-1'")]
    [InlineData("0,4,8,NaN,1\n", "row 1, column 4: grey value 'NaN'")]
    public void Refuses_a_wrong_row_by_number(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.train", content);
        var error = Assert.Throws<InputException>(() => DigitsFile.Read(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void The_shipped_digits_are_those_of_the_repository_they_come_from()
    {
        var digits = ImageDataset.Load("digits");
        Assert.Equal((3823, 1797), (digits.Train.Count, digits.Test.Count));
        // Class counts as the data set's own description lists them.
        int[] train = [376, 389, 380, 389, 387, 376, 377, 387, 380, 382];
        int[] test = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
        Assert.Equal(train, Enumerable.Range(0, 10).Select(c => digits.Train.Labels.Count(l => l == c)));
        Assert.Equal(test, Enumerable.Range(0, 10).Select(c => digits.Test.Labels.Count(l => l == c)));
        Assert.Equal(1, digits.Train.Features.Max());
        Assert.Equal(0, digits.Train.Features.Min());
    }

    [Fact]
    public void Reads_the_same_where_a_comma_is_the_decimal_point()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.train", Good);
        var here = CultureInfo.CurrentCulture;
        try
        {
            var expected = DigitsFile.Read(path).Features;
            var rate = EcramSim.Learning.Networks.Network.Read(ModelLibrary.Shipped(), "digits-mlp").Training.LearningRate;
            // Only a fraction would show a point that is taken for a separator of thousands.
            Assert.NotEqual(Math.Floor(rate), rate);
            CultureInfo.CurrentCulture = german;
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, DigitsFile.Read(path).Features);
            var error = Assert.Throws<InputException>(() => ValidationSplit.Of(DigitsFile.Read(path), 1, 0.95));
            Assert.Contains("value 0.95", error.Message, StringComparison.Ordinal);
            var network = EcramSim.Learning.Networks.Network.Read(ModelLibrary.Shipped(), "digits-mlp");
            Assert.Equal(rate, network.Training.LearningRate);
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }
}

using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

public sealed class CsvTableTests
{
    [Fact]
    public void A_table_and_its_test_rows_become_a_task()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("flowers.csv", "length,\"width, cm\",class,constant\n2,10,rose,7\n4,30,\"lily, white\",7\n3,20,rose,7\n");
        folder.Write("flowers.test.csv", "length,\"width, cm\",class,constant\n5,0,rose,8\n");
        var data = ImageDataset.Load(path);
        Assert.Equal((3, 1, 1, 3, 2), (data.Train.Count, data.Test.Count, data.Train.Height, data.Train.Width, data.Train.Classes));
        Assert.Equal([0, 0, 0, 1, 1, 0, 0.5f, 0.5f, 0], data.Train.Features);
        Assert.Equal([1L, 0, 1], data.Train.Labels);
        // By the span of the training rows; a column that never changes says nothing.
        Assert.Equal([1.5f, -0.5f, 0], data.Test.Features);
        Assert.Equal(2, ImageDataset.Load(path, first: 2).Train.Count);
    }

    [Fact]
    public void Without_test_rows_a_fifth_is_held_back_once_for_all()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "x,label\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{(i % 3) * 5 + 5}\n")));
        var data = ImageDataset.Load(path);
        Assert.Equal((80, 20, 3), (data.Train.Count, data.Test.Count, data.Train.Classes));
        // Classes in the order of their numbers, 5 before 10 before 15.
        var rows = data.Train.Features.Zip(data.Train.Labels).Concat(data.Test.Features.Zip(data.Test.Labels));
        var least = Enumerable.Range(0, 100).Where(i => rows.Any(r => r.First == 0 && r.Second == i % 3)).First();
        Assert.InRange(least, 0, 99);
        Assert.Equal(data.Test.Features, ImageDataset.Load(path).Test.Features);
        Assert.Equal(34, rows.Count(r => r.Second == 0));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("x,label\n", "there is no row")]
    [InlineData("x,y\n1,2\n", "line 1: no column is named label or class or target (columns: x, y)")]
    [InlineData("label\na\n", "line 1: there is no column beside 'label'")]
    [InlineData("x,x,label\n1,2,a\n", "line 1: column 'x' is there twice")]
    [InlineData("1,2\n3,4\n", "line 1: holds numbers, where the names of the columns must stand")]
    [InlineData("x,label\n1,a\n2\n", "line 3: 1 cells, where the first line names 2 columns")]
    [InlineData("x,y,label\n1,2,a\n3,abc,b\n", "line 3, column 'y': 'abc' is not a number")]
    [InlineData("x,label\n1,a\ninf,b\n", "line 3, column 'x': 'inf' is not a number")]
    [InlineData("x,label\n1,a\n2,\n", "line 3, column 'label': is empty")]
    [InlineData("x,label\n1,\"a\n2,b\n", "line 2, cell 2: a quote is not closed")]
    [InlineData("x,label\n1,\"a\"b\n", "line 2, cell 2: 'b' after the closing quote")]
    [InlineData("x,label\n1,a\n2,a\n3,a\n", "all rows are of class 'a'")]
    [InlineData("x,label\n1,a\n2,b\n", "2 rows are too few")]
    public void What_is_wrong_is_told_with_line_and_column(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", text);
        Assert.Contains($"a.csv: {expected}", Assert.Throws<InputException>(() => ImageDataset.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_rows_must_be_of_the_same_table()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "x,label\n1,a\n2,b\n");
        folder.Write("a.test.csv", "y,label\n1,a\n");
        Assert.Contains("a.test.csv: line 1: its columns are not those of", Assert.Throws<InputException>(() => ImageDataset.Load(path)).Message, StringComparison.Ordinal);
        folder.Write("a.test.csv", "x,label\n1,c\n");
        Assert.Contains("a.test.csv: class 'c' is in no training row (classes: a, b)", Assert.Throws<InputException>(() => ImageDataset.Load(path)).Message, StringComparison.Ordinal);
        Assert.Contains("./none.csv", Assert.Throws<InputException>(() => ImageDataset.Load("./none.csv")).Message, StringComparison.Ordinal);
    }
}

using EcramSim.Crossbar.Periphery;

namespace EcramSim.Crossbar.Tests.Periphery;

/// <summary>What a converter would have to take.</summary>
public sealed class RecordingStageTests
{
    [Fact]
    public void Directions_are_kept_apart_and_taken_once()
    {
        var stage = new RecordingStage();
        var lines = stage.Fabricate(default);
        Assert.False(lines.Apply([3, -1], 0));
        stage.IsBackward = true;
        lines.Apply([-5], 1);
        Assert.Equal([5f], stage.Take());
        Assert.Empty(stage.Take());
        stage.IsBackward = false;
        Assert.Equal([1f, 3f], stage.Take());
    }

    [Fact]
    public void Of_very_many_values_a_part_tells_the_same_and_the_largest_stays()
    {
        var stage = new RecordingStage();
        var lines = stage.Fabricate(default);
        var row = new float[1024];
        for (var i = 0; i < row.Length; i++) row[i] = i;
        for (var read = 0; read < 9000; read++)
        {
            if (read == 8999) row[5] = 1e6f;
            lines.Apply(row, (ulong)read);
        }
        var taken = stage.Take();
        Assert.InRange(taken.Length, RecordingStage.Room / 11, RecordingStage.Room);
        Assert.Equal(1e6f, taken[^1]);
        // Every line alike: the stride meets them all.
        Assert.InRange(taken[taken.Length / 2], 510, 513);
        Assert.InRange(taken[(int)(0.99 * taken.Length)], 1012, 1015);
        Assert.Equal(1024, taken.Take(taken.Length - 1).Distinct().Count());
    }
}

using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>The pooling by eights against the plain one, with ties and with values that are no number.</summary>
public sealed class PoolingTests
{
    [Fact]
    public void Windows_of_two_agree_with_the_plain_loop()
    {
        for (var width = 2; width < 45; width++)
        {
            using var scope = NewDisposeScope();
            var x = randint(4, new long[] { 2, 3, 5, width }).to_type(ScalarType.Float32);
            x = where(rand(x.shape) < 0.05, full_like(x, float.NaN), x);
            var (values, places) = F.max_pool2d_with_indices(x, [2, 2]);
            // Double precision takes the loop over every window.
            var (plain, where_) = F.max_pool2d_with_indices(x.to_type(ScalarType.Float64), [2, 2]);
            Assert.Equal(where_.data<long>().ToArray(), places.data<long>().ToArray());
            Assert.Equal(plain.to_type(ScalarType.Float32).data<float>().ToArray(), values.data<float>().ToArray());
            Assert.Equal(x.flatten(2).gather(2, places.flatten(2)).data<float>().ToArray(), values.data<float>().ToArray());
        }
    }

    [Fact]
    public void The_first_of_equals_wins_and_no_number_before_all()
    {
        using var scope = NewDisposeScope();
        var (_, places) = F.max_pool2d_with_indices(ones(1, 4, 4), [2, 2]);
        Assert.Equal([0L, 2L, 8L, 10L], places.data<long>().ToArray());
        var (values, last) = F.max_pool1d_with_indices(tensor(new[] { 1, float.NaN, 5, 2 }, 1, 4), 4);
        Assert.True(float.IsNaN(values.item<float>()));
        Assert.Equal(1L, last.item<long>());
    }
}

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Sampling.Uniform(own, from, to, generator);
            return EndInPlace(node);
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Sampling.Normal(own, mean, std, generator);
            return EndInPlace(node);
        }

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Sampling.Bernoulli(own, p, generator);
            return EndInPlace(node);
        }

        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Sampling.Bernoulli(own, p.Impl, generator);
            return EndInPlace(node);
        }

        public Tensor bernoulli(Generator? generator = null)
        {
            var result = Generation.Empty(Impl.Sizes, Impl.Dtype, null, false, null);
            Sampling.Bernoulli(result.Impl, Impl, generator);
            return result;
        }

        public Tensor random_(double from, double to, Generator? generator = null)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Sampling.Integers(own, (long)from, (long)to, generator);
            return EndInPlace(node);
        }

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.rand_like(this, dtype, device, requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.randn_like(this, dtype, device, requires_grad);
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        var sizes = Shape.Broadcast(mean.Impl.Sizes, std.Impl.Sizes);
        return Generation.Randn(sizes, mean.dtype, null, false, generator, null).mul(std).add(mean);
    }

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var result = Generation.Empty(size, dtype, device, false, names);
        Sampling.Normal(result.Impl, mean, std, generator);
        return requires_grad ? result.requires_grad_() : result;
    }
}

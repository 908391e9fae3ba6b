namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Sampling.Uniform(BeginInPlace(), from, to, generator);
            return EndInPlace();
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Sampling.Normal(BeginInPlace(), mean, std, generator);
            return EndInPlace();
        }

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Sampling.Bernoulli(BeginInPlace(), p, generator);
            return EndInPlace();
        }

        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Sampling.Bernoulli(BeginInPlace(), p.Impl, generator);
            return EndInPlace();
        }

        public Tensor bernoulli(Generator? generator = null)
        {
            var result = Generation.Empty(Impl.Sizes, Impl.Dtype, null, false, null);
            Sampling.Bernoulli(result.Impl, Impl, generator);
            return result;
        }

        public Tensor random_(double from, double to, Generator? generator = null)
        {
            Sampling.Integers(BeginInPlace(), (long)from, (long)to, generator);
            return EndInPlace();
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

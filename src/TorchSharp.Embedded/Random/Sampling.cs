namespace TorchSharp;

using static torch;

/// <summary>Fills tensors with random numbers in the order and with the formulas of PyTorch's CPU kernels.</summary>
internal static unsafe class Sampling
{
    internal static void Uniform(TensorImpl x, double low, double high, Generator? generator) => Fill(x, generator, (target, stream) =>
    {
        if (target.Dtype == ScalarType.Float32)
        {
            float lo = (float)low, span = (float)high - (float)low;
            for (long i = 0; i < target.Numel; i++) target.F32[i] = MathF.FusedMultiplyAdd(stream.Float(), span, lo);
        }
        else
            for (long i = 0; i < target.Numel; i++) target.F64[i] = Math.FusedMultiplyAdd(stream.Double(), high - low, low);
    });

    internal static void Normal(TensorImpl x, double mean, double std, Generator? generator) => Fill(x, generator, (target, stream) =>
    {
        if (target.Dtype == ScalarType.Float32 && target.Numel >= 16) NormalBlocks(target.F32, target.Numel, (float)mean, (float)std, stream);
        else if (target.Dtype == ScalarType.Float32)
            for (long i = 0; i < target.Numel; i++) target.F32[i] = (float)(stream.Normal() * std + mean);
        else if (target.Numel >= 16) NormalBlocks(target.F64, target.Numel, mean, std, stream);
        else
            for (long i = 0; i < target.Numel; i++) target.F64[i] = stream.Normal() * std + mean;
    });

    /// <summary>Sixteen uniform numbers make sixteen normal ones; a last partial block overlaps the one before it.</summary>
    private static void NormalBlocks(float* p, long n, float mean, float std, Generator.Stream stream)
    {
        for (long i = 0; i < n; i++) p[i] = stream.Float();
        for (long i = 0; i + 16 <= n; i += 16) Block(p + i, mean, std);
        if (n % 16 == 0) return;
        var last = p + n - 16;
        for (var i = 0; i < 16; i++) last[i] = stream.Float();
        Block(last, mean, std);
    }

    private static void Block(float* p, float mean, float std)
    {
        for (var j = 0; j < 8; j++)
        {
            var radius = MathF.Sqrt(-2 * MathF.Log(1 - p[j]));
            var angle = 2f * (float)Math.PI * p[j + 8];
            p[j] = radius * MathF.Cos(angle) * std + mean;
            p[j + 8] = radius * MathF.Sin(angle) * std + mean;
        }
    }

    private static void NormalBlocks(double* p, long n, double mean, double std, Generator.Stream stream)
    {
        for (long i = 0; i < n; i++) p[i] = stream.Double();
        for (long i = 0; i + 16 <= n; i += 16) Block(p + i, mean, std);
        if (n % 16 == 0) return;
        var last = p + n - 16;
        for (var i = 0; i < 16; i++) last[i] = stream.Double();
        Block(last, mean, std);
    }

    private static void Block(double* p, double mean, double std)
    {
        for (var j = 0; j < 8; j++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - p[j]));
            var angle = 2 * Math.PI * p[j + 8];
            p[j] = radius * Math.Cos(angle) * std + mean;
            p[j + 8] = radius * Math.Sin(angle) * std + mean;
        }
    }

    internal static void Bernoulli(TensorImpl x, double p, Generator? generator)
    {
        if (p is < 0 or > 1 or double.NaN) throw TorchError.New($"bernoulli_ expects p to be in [0, 1], but got p={p}");
        Fill(x, generator, (target, stream) =>
        {
            if (target.Dtype == ScalarType.Float32)
                for (long i = 0; i < target.Numel; i++) target.F32[i] = stream.Double() < p ? 1 : 0;
            else if (target.Dtype == ScalarType.Float64)
                for (long i = 0; i < target.Numel; i++) target.F64[i] = stream.Double() < p ? 1 : 0;
            else
                for (long i = 0; i < target.Numel; i++) target.I64[i] = stream.Double() < p ? 1 : 0;
        });
    }

    internal static void Bernoulli(TensorImpl x, TensorImpl p, Generator? generator)
    {
        // Single-precision probabilities are met with single-precision draws, as in PyTorch.
        var single = p.Dtype == ScalarType.Float32;
        var probability = TensorImpl.Allocate(x.Sizes, ScalarType.Float64);
        Kernels.Copying.Into(probability, p);
        for (long i = 0; i < probability.Numel; i++)
            if (!(probability.F64[i] is >= 0 and <= 1)) throw TorchError.New("Expected p_in >= 0 && p_in <= 1 to be true, but got false.");
        Fill(x, generator, (target, stream) =>
        {
            for (long i = 0; i < target.Numel; i++)
            {
                var one = (single ? stream.Float() : stream.Double()) < probability.F64[i];
                if (target.Dtype == ScalarType.Float32) target.F32[i] = one ? 1 : 0;
                else if (target.Dtype == ScalarType.Float64) target.F64[i] = one ? 1 : 0;
                else target.I64[i] = one ? 1 : 0;
            }
        });
        probability.Release();
    }

    /// <summary>Whole numbers from <paramref name="low"/> up to, not including, <paramref name="high"/>.</summary>
    internal static void Integers(TensorImpl x, long low, long high, Generator? generator)
    {
        if (high <= low) throw TorchError.New($"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}");
        var range = (ulong)(high - low);
        Fill(x, generator, (target, stream) =>
        {
            for (long i = 0; i < target.Numel; i++)
            {
                var value = (long)((range >= 1ul << 32 ? stream.Bits64() : stream.Bits32()) % range) + low;
                if (target.Dtype == ScalarType.Float32) target.F32[i] = value;
                else if (target.Dtype == ScalarType.Float64) target.F64[i] = value;
                else target.I64[i] = value;
            }
        });
    }

    internal static void Permutation(TensorImpl x, Generator? generator) => Fill(x, generator, (target, stream) =>
    {
        var n = target.Numel;
        var order = new long[n];
        for (long i = 0; i < n; i++) order[i] = i;
        for (long i = 0; i < n - 1; i++)
        {
            var j = i + (long)(stream.Bits32() % (ulong)(n - i));
            (order[i], order[j]) = (order[j], order[i]);
        }
        for (long i = 0; i < n; i++)
        {
            if (target.Dtype == ScalarType.Float32) target.F32[i] = order[i];
            else if (target.Dtype == ScalarType.Float64) target.F64[i] = order[i];
            else target.I64[i] = order[i];
        }
    });

    /// <summary>Fills a contiguous tensor of a compute type, then copies where the target is another.</summary>
    private static void Fill(TensorImpl x, Generator? generator, Action<TensorImpl, Generator.Stream> fill)
    {
        var direct = x.IsContiguous && Dtypes.Compute(x.Dtype) == x.Dtype;
        var target = direct ? x : TensorImpl.Allocate(x.Sizes, Dtypes.Compute(x.Dtype));
        (generator ?? Generator.Default).Draw(stream => fill(target, stream));
        if (direct) return;
        Kernels.Copying.Into(x, target);
        target.Release();
    }
}

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that their joint norm is at most the given one; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var off = no_grad();
                using var scope = NewDisposeScope();
                var grads = tensors.Select(t => t.grad).Where(g => g is not null).Select(g => g!).ToList();
                var norms = grads.Select(g => g.to_type(ScalarType.Float64).norm((float)norm_type).Only).ToList();
                var total = double.IsPositiveInfinity(norm_type) ? norms.DefaultIfEmpty().Max() : Math.Pow(norms.Sum(n => Math.Pow(n, norm_type)), 1 / norm_type);
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                    foreach (var g in grads) g.mul_(factor);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var off = no_grad();
                using var scope = NewDisposeScope();
                foreach (var t in tensors) t.grad?.clamp_(-clip_value, clip_value);
            }
        }
    }
}

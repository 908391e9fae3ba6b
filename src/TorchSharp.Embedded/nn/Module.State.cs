namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters, then all persistent buffers, then what submodules add of their own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string Key(string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";
                foreach (var (label, parameter) in named_parameters()) destination.TryAdd(Key(label), parameter);
                foreach (var (label, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(Key(label), buffer);
                foreach (var (label, child) in named_children()) child.state_dict(destination, Key(label));
                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of the same names.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                var target = state_dict();
                var missing = target.Keys.Where(k => !source.ContainsKey(k) && !skip.Contains(k)).ToList();
                var unexpected = source.Keys.Where(k => !target.ContainsKey(k) && !skip.Contains(k)).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException($"The loaded state_dict is not identical to the target dictionary (missing: {string.Join(", ", missing)}; unexpected: {string.Join(", ", unexpected)}).");
                using var off = no_grad();
                foreach (var (key, value) in source)
                {
                    if (skip.Contains(key) || !target.TryGetValue(key, out var own)) continue;
                    if (!Shape.Same(own.Impl.Sizes, value.Impl.Sizes))
                        throw new ArgumentException($"Mismatched tensor shape for '{key}': expected {Shape.Text(own.Impl.Sizes)}, got {Shape.Text(value.Impl.Sizes)}");
                    own.copy_(value);
                }
                return (missing, unexpected);
            }
        }
    }
}

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                ((IEnumerable<(string, Module)>)_internal_submodules).ToList();

            public virtual IEnumerable<Module> children() => named_children().Select(c => c.module).Distinct();

            /// <summary>The children first, then what lies below each of them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (label, child) in named_children())
                    foreach (var (inner, module) in child.named_modules()) yield return ($"{label}.{inner}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (label, parameter) in _internal_params)
                    if (seen.Add(parameter)) yield return (label, parameter);
                if (!recurse) yield break;
                foreach (var (label, child) in _internal_submodules)
                    foreach (var (inner, parameter) in child.named_parameters())
                        if (seen.Add(parameter)) yield return ($"{label}.{inner}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (label, (buffer, persistent)) in _internal_buffers)
                    if (persistent || include_nonpersistent) yield return (label, buffer);
                if (!recurse) yield break;
                foreach (var (label, child) in _internal_submodules)
                    foreach (var (inner, buffer) in child.named_buffers(true, include_nonpersistent)) yield return ($"{label}.{inner}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual bool has_parameter(string target) => named_parameters().Any(p => p.name == target);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

            public virtual bool has_buffer(string target) => named_buffers().Any(b => b.name == target);

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(b => b.name == target).buffer;
        }
    }
}

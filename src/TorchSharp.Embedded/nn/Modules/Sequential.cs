namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Modules one after the other.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> stages = [];

        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var m in modules) append(m);
        }

        protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (label, m) in modules) append(label, m);
        }

        public int Count => stages.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => stages[index];

        public Sequential this[(int? start, int? end) index] => Part(index.start ?? 0, index.end ?? Count);

        public Sequential this[Range index]
        {
            get
            {
                var (from, count) = index.GetOffsetAndLength(Count);
                return Part(from, from + count);
            }
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(stages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            stages.Add(module);
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (stages.Count == 0) return tensor.alias();
            var x = tensor;
            foreach (var stage in stages)
            {
                var next = stage.call(x);
                if (!ReferenceEquals(x, tensor) && !ReferenceEquals(x, next)) x.Dispose();
                x = next;
            }
            return x;
        }

        private Sequential Part(int from, int to) => 
            new([.. named_children().Skip(from).Take(to - from).Select(m => (m.name, (nn.Module<Tensor, Tensor>)m.module))]);
    }
}

namespace TorchSharp
{
    using Stage = torch.nn.Module<torch.Tensor, torch.Tensor>;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => new(Array.Empty<Stage>());

            public static Modules.Sequential Sequential(params Stage[] modules) => new(modules);

            public static Modules.Sequential Sequential(params (string name, Stage submodule)[] modules) => new(modules);

            public static Modules.Sequential Sequential(params Tuple<string, Stage>[] modules) => new([.. modules.Select(m => (m.Item1, m.Item2))]);

            public static Modules.Sequential Sequential(IEnumerable<Stage> modules) => new(modules.ToArray());

            public static Modules.Sequential Sequential(IEnumerable<(string name, Stage submodule)> modules) => new(modules.ToArray());

            public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Stage>> modules) => new([.. modules.Select(m => (m.Item1, m.Item2))]);
        }
    }
}

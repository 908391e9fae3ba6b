using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>Changes parameters by their gradients. Own optimizers derive from <see cref="OptimizerHelper"/>.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = null!;

            protected Optimizer(nint handle)
            {
                if (handle != 0) throw TorchError.NotHere("a native optimizer");
            }

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            // The package's base class throws these too: what an optimizer does is given by OptimizerHelper, which overrides all four.
            public virtual IEnumerable<Parameter> parameters() => throw new NotImplementedException();

            public virtual void zero_grad() => throw new NotImplementedException();

            public virtual Tensor? step(Func<Tensor>? closure = null) => throw new NotImplementedException();

            public virtual void add_param_group(ParamGroup param_group) => throw new NotImplementedException();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];

                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}

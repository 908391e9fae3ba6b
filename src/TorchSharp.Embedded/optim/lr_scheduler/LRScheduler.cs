namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Sets the learning rates of an optimizer's groups epoch by epoch. The constructor of each scheduler makes
            /// the first step, to epoch 0; the rates it starts from are the groups' initial ones.
            /// </summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                private readonly Optimizer optimizer = null!;
                private readonly double[] bases = [];
                private readonly double[] last = [];

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    if (verbose) throw TorchError.NotHere("a scheduler that prints (verbose)");
                    this.optimizer = optimizer;
                    Epoch = last_epoch;
                    bases = [.. optimizer.ParamGroups.Select(g => g.InitialLearningRate)];
                    last = [.. optimizer.ParamGroups.Select(g => g.LearningRate)];
                }

                /// <summary>Counted from 0; -1 before the first step.</summary>
                internal int Epoch { get; private set; } = -1;

                internal IReadOnlyList<double> Bases => bases;

                /// <summary>The present rates, each times <paramref name="factor"/>.</summary>
                internal IEnumerable<double> Present(double factor = 1) => optimizer.ParamGroups.Select(g => g.LearningRate * factor);

                /// <summary>The initial rates, each times <paramref name="factor"/>.</summary>
                internal IEnumerable<double> Initial(double factor) => bases.Select(r => r * factor);

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    var rates = (epoch == null ? get_lr() : get_closed_form_lr()).ToArray();
                    var i = 0;
                    foreach (var group in optimizer.ParamGroups.Take(bases.Length).ToArray())
                    {
                        group.LearningRate = rates[i];
                        last[i] = rates[i];
                        i++;
                    }
                }

                /// <summary>The metric matters to plateau schedulers only.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => last;

                /// <summary>The rates of this epoch, from those of the one before.</summary>
                protected virtual IEnumerable<double> get_lr() => Present();

                /// <summary>The rates of this epoch, from the initial ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();
            }
        }
    }
}

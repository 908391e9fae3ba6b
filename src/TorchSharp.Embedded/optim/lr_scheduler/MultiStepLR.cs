namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Rates fall by the factor gamma at each milestone; one named twice counts once, as in the package.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        this.milestones = [.. milestones.Distinct()];
                        this.gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Present(Math.Pow(gamma, milestones.Count(m => m == Epoch)));

                    protected override IEnumerable<double> get_closed_form_lr() => Initial(Math.Pow(gamma, milestones.Count(m => m <= Epoch)));
                }
            }
        }
    }
}

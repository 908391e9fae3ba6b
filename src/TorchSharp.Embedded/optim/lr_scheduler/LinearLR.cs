namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Rates go from start_factor to end_factor of the initial ones along a line of total_iters epochs.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double start;
                    private readonly double end;
                    private readonly int epochs;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is <= 0 or > 1) throw new ArgumentException($"Starting multiplicative factor expected to be greater than 0 and less or equal to 1, but got {start_factor}");
                        if (end_factor is < 0 or > 1) throw new ArgumentException($"Ending multiplicative factor expected to be between 0 and 1, but got {end_factor}");
                        start = start_factor;
                        end = end_factor;
                        epochs = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0) return Present(start);
                        return Present(Epoch > epochs ? 1 : 1 + (end - start) / (epochs * start + (Epoch - 1) * (end - start)));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => Initial(start + (end - start) * Math.Min(epochs, Epoch) / epochs);
                }
            }
        }
    }
}

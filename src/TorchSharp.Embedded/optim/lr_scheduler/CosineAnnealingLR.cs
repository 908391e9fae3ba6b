namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// Rates follow half a cosine from the initial ones to eta_min in T_max epochs, and back in the next T_max. Each
                /// is computed from the one before, so that a change from outside is carried along.
                /// </summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double half;
                    private readonly double floor;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        half = T_max;
                        floor = eta_min;
                        step();
                    }

                    private double Wave(double epoch) => 1 + Math.Cos(Math.PI * epoch / half);

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0) return Present();
                        // One epoch after the floor the ratio below would be x/0: the rise starts from the closed form.
                        if (_step_count == 1 && Epoch > 0) return Bases.Select(rate => floor + (rate - floor) * Wave(Epoch) / 2);
                        if ((Epoch - 1 - half) % (2 * half) == 0)
                            return Bases.Zip(Present(), (rate, now) => now + (rate - floor) * (1 - Math.Cos(Math.PI / half)) / 2);
                        var ratio = Wave(Epoch) / Wave(Epoch - 1);
                        return Present().Select(now => ratio * (now - floor) + floor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => Bases.Select(rate => floor + (rate - floor) * Wave(Epoch) / 2);
                }
            }
        }
    }
}

using TorchSharp.Utils;

namespace TorchSharp.Modules;

using static torch;

/// <summary>What normalisations by channel share: scale and shift, and the statistics that training leaves for evaluation.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))] private Parameter? weight_;
    [ComponentName(Name = nameof(bias))] private Parameter? bias_;
    [ComponentName(Name = nameof(running_mean))] private Tensor? running_mean_;
    [ComponentName(Name = nameof(running_var))] private Tensor? running_var_;
    [ComponentName(Name = nameof(num_batches_tracked))] private Tensor? num_batches_tracked_;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = new Parameter(empty(num_features, dtype, device));
            bias = new Parameter(empty(num_features, dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = empty(num_features, dtype, device);
            running_var = empty(num_features, dtype, device);
            num_batches_tracked = empty([], ScalarType.Int64, device);
        }
        reset_parameters();
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The share of a new batch in the running statistics; null for the plain mean over all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => weight_!;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (ReferenceEquals(value, weight_)) return;
            weight_?.Dispose();
            weight_ = (Parameter)value.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public Parameter? bias
    {
        get => bias_;
        set
        {
            if (ReferenceEquals(value, bias_)) return;
            bias_?.Dispose();
            bias_ = (Parameter?)value?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    public Tensor? running_mean
    {
        get => running_mean_;
        set => SetBuffer(ref running_mean_, value, nameof(running_mean));
    }

    public Tensor? running_var
    {
        get => running_var_;
        set => SetBuffer(ref running_var_, value, nameof(running_var));
    }

    /// <summary>How many batches training has seen.</summary>
    public Tensor? num_batches_tracked
    {
        get => num_batches_tracked_;
        set => SetBuffer(ref num_batches_tracked_, value, nameof(num_batches_tracked));
    }

    private void SetBuffer(ref Tensor? held, Tensor? value, string name)
    {
        if (ReferenceEquals(held, value)) return;
        held?.Dispose();
        held = value?.DetachFromDisposeScope();
        ConditionallyRegisterBuffer(name, held);
    }

    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        nn.init.zeros_(running_mean_!);
        nn.init.ones_(running_var_!);
        nn.init.zeros_(num_batches_tracked_!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (!affine) return;
        nn.init.ones_(weight_!);
        nn.init.zeros_(bias_!);
    }

    protected abstract void ValidateInputDimensions(Tensor input);
}

namespace TorchSharp.Modules;

using static torch;
using TorchSharp.Utils;

/// <summary>
/// What the convolution layers share: sizes, padding and the parameters, which start uniform within ±1/√(inputs of
/// one output), as PyTorch's do.
/// </summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    [ComponentName(Name = Weight)] protected Parameter _weight = null!;
    [ComponentName(Name = Bias)] protected Parameter? _bias;
    /// <summary>(before, after) of the last dimension first, for the modes that pad the input itself.</summary>
    protected long[] _reversed_padding_repeated_twice = [];
    protected long input_channels;

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null) : base(name)
    {
        if (transposed) throw TorchError.NotHere("a transposed convolution");
        if (groups <= 0) throw new ArgumentException($"groups must be positive, but got {groups}", nameof(groups));
        if (in_channels % groups != 0) throw new ArgumentException($"in_channels must be divisible by groups, but got {in_channels} and {groups}", nameof(in_channels));
        if (out_channels % groups != 0) throw new ArgumentException($"out_channels must be divisible by groups, but got {out_channels} and {groups}", nameof(out_channels));
        this.in_channels = input_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type) SetPadding(type);
        else SetPadding(padding ?? new long[kernel_size.Length]);
        weight = new Parameter(empty([out_channels, in_channels / groups, .. kernel_size], dtype, device));
        if (bias) this.bias = new Parameter(empty(out_channels, dtype, device));
        reset_parameters();
    }

    protected Convolution(nint handle, nint boxedHandle, long input_channels) : base(handle, boxedHandle) => this.input_channels = input_channels;

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public long[] kernel_size { get; set; } = [];

    public long[] stride { get; set; } = [];

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; } = [];

    public long[] output_padding { get; set; } = [];

    public long groups { get; set; }

    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (ReferenceEquals(value, _weight)) return;
            _weight?.Dispose();
            _weight = (Parameter)value.DetachFromDisposeScope();
            ConditionallyRegisterParameter(Weight, value);
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            if (ReferenceEquals(value, _bias)) return;
            _bias?.Dispose();
            _bias = (Parameter?)value?.DetachFromDisposeScope();
            ConditionallyRegisterParameter(Bias, value);
        }
    }

    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (_bias is null) return;
        var (inputs, _) = nn.init.CalculateFanInAndFanOut(_weight);
        if (inputs == 0) return;
        var bound = 1 / Math.Sqrt(inputs);
        nn.init.uniform_(_bias, -bound, bound);
    }

    public void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(p => new[] { p, p })];
    }

    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && Array.Exists(stride, s => s != 1))
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(padding));
        padding_type = padding;
        this.padding = null;
        var n = kernel_size.Length;
        _reversed_padding_repeated_twice = new long[2 * n];
        if (padding == Padding.Valid) return;
        for (var d = 0; d < n; d++)
        {
            var total = dilation[d] * (kernel_size[d] - 1);
            _reversed_padding_repeated_twice[2 * (n - 1 - d)] = total / 2;
            _reversed_padding_repeated_twice[2 * (n - 1 - d) + 1] = total - total / 2;
        }
    }

    /// <summary>Whether the input is [batch, channels, space…] or [channels, space…] with the channels of this layer.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var sizes = input.Impl.Sizes;
        return sizes.Length == dimensions + 2 ? sizes[1] == in_channels : sizes.Length == dimensions + 1 && sizes[0] == in_channels;
    }

    private protected Tensor Apply(Tensor input, int dimensions)
    {
        if (!ValidateShape(input, dimensions))
            throw new ArgumentException($"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} channels to {GetName()}, but got {Shape.Text(input.Impl.Sizes)}.");
        if (padding_mode is PaddingModes.Zeros or PaddingModes.Constant)
            return nn.functional.Convolution(input, _weight, _bias, dimensions, stride, padding, padding_type, dilation, groups);
        var wide = PaddedInput.Around(input, _reversed_padding_repeated_twice, padding_mode);
        return nn.functional.Convolution(wide, _weight, _bias, dimensions, stride, null, null, dilation, groups);
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// A convolution in one, two or three dimensions (stride, zero padding, dilation, groups) whose kernels are the rows of a tile, one tile per group: at every place the
/// tile reads what lies under the kernel, and every place is one rank-1 update in training. Keys of the state dictionary are
/// those of <see cref="Conv2d"/>: "weight" (a copy of what the tiles hold) and "bias", digital unless the options say otherwise.
/// </summary>
public sealed class AnalogConv : nn.Module<Tensor, Tensor>, IAnalogModule
{
#pragma warning disable IDE1006
    private readonly Parameter? bias;
#pragma warning restore IDE1006
    private readonly AnalogLinear[] _kernels;
    private readonly ConvolutionWindow _window;
    private readonly ShownWeights _weights;
    private readonly long _inputs;

    /// <summary>The layer that computes what a digital one computes.</summary>
    /// <param name="digital">Conv1d, Conv2d or Conv3d; weights and bias are copied.</param>
    /// <param name="name">Name of the layer within its model: names its tiles and with them their random streams.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogConv(Convolution digital, string name, AnalogOptions options) : base(name)
    {
        ArgumentNullException.ThrowIfNull(digital);
        ArgumentNullException.ThrowIfNull(options);
        if (digital.transposed) throw new ArgumentException($"layer '{name}' is a transposed convolution, for which there is no analog layer", nameof(digital));
        (_window, _inputs) = (ConvolutionWindow.Of(digital), digital.in_channels);
        _weights = new ShownWeights(Own);
        Outputs = digital.out_channels;
        using var quiet = no_grad();
        var weights = ShownWeights.Values(digital.weight!);
        var first = digital.bias is null ? null : ShownWeights.Values(digital.bias);
        var analogBias = first is not null && options.AnalogBias is not null;
        _kernels = new AnalogLinear[digital.groups];
        var (rows, count) = ((int)(Outputs / _kernels.Length), weights.Length / _kernels.Length);
        for (var g = 0; g < _kernels.Length; g++)
        {
            _kernels[g] = new AnalogLinear(_kernels.Length == 1 ? name : FormattableString.Invariant($"{name}/group{g + 1}"), options,
                weights[(g * count)..((g + 1) * count)], rows, count / rows, analogBias ? first![(g * rows)..((g + 1) * rows)] : null, _weights);
            register_module(_kernels.Length == 1 ? "kernel" : FormattableString.Invariant($"kernel{g + 1}"), _kernels[g]);
        }
        _weights.Add("weight", () => [.. _kernels.SelectMany(k => k.HeldWeights())], w => Parts(w, (kernel, part) => kernel.TakeWeights(part)));
        register_buffer("weight", tensor(weights, digital.weight!.shape).DetachFromDisposeScope());
        if (analogBias)
        {
            _weights.Add("bias", () => [.. _kernels.SelectMany(k => k.HeldBias())], b => Parts(b, (kernel, part) => kernel.TakeBias(part)));
            register_buffer("bias", tensor(first!, [first!.Length]).DetachFromDisposeScope());
        }
        else if (first is not null)
        {
            bias = new Parameter(tensor(first, [first.Length]).DetachFromDisposeScope());
            bias.DetachFromDisposeScope();
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => _kernels;

    /// <summary>Where the kernels look.</summary>
    internal ConvolutionWindow Window => _window;

    /// <summary>Number of kernels.</summary>
    internal long Outputs { get; }

    /// <summary>Channels of the input.</summary>
    internal long Inputs => _inputs;

    /// <summary>batch × channels × size → batch × kernels × places.</summary>
    /// <exception cref="ArgumentException">Another number of dimensions or channels, or an input smaller than the kernel.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.shape;
        if (shape.Length != _window.Kernel.Length + 2 || shape[1] != _inputs)
            throw new ArgumentException($"layer '{GetName()}' reads batch × {_inputs} × {_window.Kernel.Length} dimensions; got a tensor of shape [{string.Join(", ", shape)}]", nameof(input));
        var places = _window.Places(shape.AsSpan(2));
        var patches = _window.Patches(input, places);
        var y = _kernels.Length == 1 ? _kernels[0].Apply(patches, bias) : Grouped(patches);
        if (bias is not null && _kernels.Length > 1) y = y + bias;
        var rows = y.reshape([shape[0], .. places, y.shape[1]]);
        long[] order = [0, places.Length + 1, .. Enumerable.Range(1, places.Length).Select(i => (long)i)];
        return rows.permute(order).contiguous();
    }

    private Tensor Grouped(Tensor patches)
    {
        var width = patches.shape[1] / _kernels.Length;
        return cat([.. _kernels.Select((kernel, g) => kernel.Apply(patches.narrow(1, g * width, width), null))], 1);
    }

    private IEnumerable<(string Name, Tensor Buffer)> Own() => base.named_buffers(false, true);

    private void Parts(float[] values, Action<AnalogLinear, float[]> take)
    {
        var count = values.Length / _kernels.Length;
        for (var g = 0; g < _kernels.Length; g++) take(_kernels[g], values[(g * count)..((g + 1) * count)]);
    }

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        _weights?.Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.buffers(recurse, include_nonpersistent);
    }
}

using EcramSim.Insertion.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// A convolution in one, two or three dimensions (stride, zero padding, dilation, groups) whose kernels are the rows of a tile, one tile per group: at every place the
/// tile reads what lies under the kernel, and every place is one rank-1 update in training. The bias is digital. Keys of the state dictionary are
/// those of <see cref="Conv2d"/>: "weight" (a copy of what the tiles hold) and "bias".
/// </summary>
public sealed class AnalogConv : nn.Module<Tensor, Tensor>, IAnalogModule, IStateful
{
#pragma warning disable IDE1006
    private readonly Tensor weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006
    private readonly AnalogLinear[] _kernels;
    private readonly ConvolutionWindow _window;
    private readonly long _inputs;
    private bool _shown;

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
        using (no_grad())
        {
            weight = digital.weight.detach().cpu().to(ScalarType.Float32).clone().DetachFromDisposeScope();
            bias = digital.bias is null ? null : new Parameter(digital.bias.detach().clone());
            bias?.DetachFromDisposeScope();
            using var scope = NewDisposeScope();
            var rows = weight.reshape(digital.groups, digital.out_channels / digital.groups, -1);
            _kernels = new AnalogLinear[digital.groups];
            for (var g = 0; g < _kernels.Length; g++)
            {
                using var linear = nn.Linear(new Parameter(rows[g].clone()), null!);
                _kernels[g] = new AnalogLinear(linear, _kernels.Length == 1 ? name : FormattableString.Invariant($"{name}/group{g + 1}"), options);
            }
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => _kernels;

    /// <summary>batch × channels × size → batch × kernels × places.</summary>
    /// <exception cref="ArgumentException">Another number of dimensions or channels, or an input smaller than the kernel.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.shape;
        if (shape.Length != _window.Kernel.Length + 2 || shape[1] != _inputs)
            throw new ArgumentException($"layer '{GetName()}' reads batch × {_inputs} × {_window.Kernel.Length} dimensions; got a tensor of shape [{string.Join(", ", shape)}]", nameof(input));
        Absorb();
        var places = _window.Places(shape.AsSpan(2));
        var patches = _window.Patches(input, places);
        var y = _kernels.Length == 1 ? _kernels[0].call(patches) : Grouped(patches);
        if (bias is not null) y = y + bias;
        var rows = y.reshape([shape[0], .. places, y.shape[1]]);
        long[] order = [0, places.Length + 1, .. Enumerable.Range(1, places.Length).Select(i => (long)i)];
        return rows.permute(order).contiguous();
    }

    private Tensor Grouped(Tensor patches)
    {
        var width = patches.shape[1] / _kernels.Length;
        return cat([.. _kernels.Select((kernel, g) => kernel.call(patches.narrow(1, g * width, width)))], 1);
    }

    // As in AnalogLinear: whoever asks gets the weights of this moment, and may write into them.

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        Show();
        return base.buffers(recurse, include_nonpersistent);
    }

    private void Show()
    {
        if (_kernels is null || weight is null) return;
        Absorb();
        using var quiet = no_grad();
        using var accessor = weight.data<float>();
        accessor.CopyFrom(Held());
        _shown = true;
    }

    private void Absorb()
    {
        if (!_shown) return;
        _shown = false;
        using var accessor = weight.contiguous().data<float>();
        var written = accessor.ToArray();
        if (written.AsSpan().SequenceEqual(Held())) return;
        var count = written.Length / _kernels.Length;
        for (var g = 0; g < _kernels.Length; g++) _kernels[g].SetWeights(written.AsSpan(g * count, count));
    }

    /// <inheritdoc/>
    // Cells belong to the kernels, which have a state of their own; the bias is a parameter.
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.IsRestoring) _shown = false;
        else Absorb();
    }

    private float[] Held() => [.. _kernels.SelectMany(k => k.Weights())];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) foreach (var kernel in _kernels) kernel.Dispose();
        base.Dispose(disposing);
    }
}

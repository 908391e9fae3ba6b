using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Learning.Algorithms;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// A fully connected layer whose weights are the conductances of a tile: y = s·(W x) + b. W x is read through the converters,
/// the output scales s and, unless it is one more column of cells, the bias b are digital; the model's weight is s·W. Keys of the state dictionary are those of
/// <see cref="Linear"/>: "weight" (a copy of s·W) and "bias"; with the options that need them also "input_range" and "output_scale". One thread uses a layer at a time. As every custom function of
/// TorchSharp, a call that records gradients belongs inside a <c>torch.NewDisposeScope()</c>.
/// </summary>
public sealed partial class AnalogLinear : nn.Module<Tensor, Tensor>, IStateful
{
    // The names of the fields are the keys of the state dictionary: TorchSharp registers fields by reflection.
#pragma warning disable IDE1006
    private readonly Parameter? bias;
    private readonly Parameter? input_range;
    private readonly Parameter? output_scale;
#pragma warning restore IDE1006
    private readonly PendingUpdates _pending;
    private readonly AnalogOptions _options;
    private readonly ShownWeights _weights;
    private readonly DisturbedTile? _disturbed;
    private readonly float[] _scales;
    private bool _isScaled;
    private ITileRule _rule;
    private float[] _x = [], _y = [];
    private bool _diverged;

    /// <summary>The layer that computes what a digital one computes.</summary>
    /// <param name="linear">Weights and bias; copied.</param>
    /// <param name="name">Name of the layer within its model: names its tile and with it its random streams.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogLinear(Linear linear, string name, AnalogOptions options)
        : this(name, options, ShownWeights.Values((linear ?? throw new ArgumentNullException(nameof(linear))).weight!), (int)linear.out_features, (int)linear.in_features, linear.bias is null ? null : ShownWeights.Values(linear.bias), null)
    {
    }

    /// <summary>A layer of its own, or the tile of a larger one.</summary>
    /// <param name="name">Name within the model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="weights">outputs × inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="inputs">Number of inputs, without that of an analog bias.</param>
    /// <param name="first">First bias; null without one, and where the owner adds a digital one.</param>
    /// <param name="owner">What shows the weights where this is a part of a larger layer; null: the layer shows its own.</param>
    internal AnalogLinear(string name, AnalogOptions options, float[] weights, int outputs, int inputs, float[]? first, ShownWeights? owner) : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check(name);
        (InputCount, OutputCount) = (inputs, outputs);
        HasAnalogBias = first is not null && options.AnalogBias is not null;
        // The layer's own range takes the place of noise management: forward here, backward in ReadBack.
        _options = options.InputRange is null ? options : options with { Array = options.Array with { NoiseManagement = new Unscaled() } };
        Tile = _options.CreateTile(outputs, Columns, name);
        _rule = new PulsedDescent().Begin(Tile, Another);
        _clip = options.Clip;
        _pending = new PendingUpdates(Columns, outputs);
        _weights = owner ?? new ShownWeights(Own);
        var whole = WithBias(weights, first);
        _scales = options.Scaling.ScalesOf(whole, outputs);
        _isScaled = _scales.Any(s => s != 1);
        if (owner is null)
        {
            _weights.Add("weight", HeldWeights, TakeWeights);
            Register("weight", weights, [outputs, inputs]);
            if (HasAnalogBias)
            {
                _weights.Add("bias", HeldBias, TakeBias);
                Register("bias", first!, [outputs]);
            }
            else if (first is not null) bias = Made(first);
        }
        if (options.InputRange is { } range)
        {
            input_range = Made([(float)range.Initial]);
            input_range.requires_grad = range.Learned;
        }
        if (options.LearnsOutputScale) output_scale = Made([.. Enumerable.Repeat(1f, outputs)]);
        Program(whole);
        options.Array.ProgrammingError?.Leave(Tile, options.Seed);
        _disturbed = DisturbedTile.Of(_options, Tile, name);
        RegisterComponents();
    }

    private static Parameter Made(float[] values)
    {
        using var quiet = no_grad();
        var made = new Parameter(tensor(values, [values.Length]).DetachFromDisposeScope());
        made.DetachFromDisposeScope();
        return made;
    }

    private void Register(string key, float[] values, long[] shape)
    {
        using var quiet = no_grad();
        register_buffer(key, tensor(values, shape).DetachFromDisposeScope());
    }

    private IEnumerable<(string Name, Tensor Buffer)> Own() => base.named_buffers(false, true);

    /// <summary>Number of inputs.</summary>
    public int InputCount { get; }

    /// <summary>Number of outputs.</summary>
    public int OutputCount { get; }

    /// <summary>Whether the bias is one more column of cells, driven by a constant input.</summary>
    public bool HasAnalogBias { get; }

    /// <summary>Lines of inputs of the tile: <see cref="InputCount"/>, and one for an analog bias.</summary>
    public int Columns => InputCount + (HasAnalogBias ? 1 : 0);

    /// <summary>The largest digital factor s between what the tile reads and the layer's outputs; 1 without scaling.</summary>
    public double OutputScale => _scales.Max();

    /// <summary>The fixed digital factor of each output.</summary>
    public IReadOnlyList<float> OutputScales => _scales;

    /// <summary>The range of the inputs that the layer keeps now, in units of the model; null without one.</summary>
    public double? Range => input_range?.item<float>();

    /// <summary>Whether it has the parameter "output_scale".</summary>
    public bool LearnsOutputScale => output_scale is not null;

    /// <summary>The cells; null for floating-point weights.</summary>
    public EcramSim.Ecram.CellDevice? Device => _options.Device;

    /// <summary>The tile that holds the weights.</summary>
    public ITile Tile { get; }

    /// <summary>The tile that holds the weights, and those that the training rule keeps beside it.</summary>
    public IReadOnlyList<ITile> Tiles => [Tile, .. _rule.Tiles];

    /// <summary>What digital logic does to the outputs of the tile before the scale, forward reads alone; null: nothing.</summary>
    public Inference.OutputCorrection? Correction { get; set; }

    /// <summary>Periphery and prices of its tiles.</summary>
    internal EcramSim.Crossbar.ArrayOptions Array => _options.Array;

    /// <summary>Multiplications and additions that the training rule did in digital logic.</summary>
    public long DigitalOperations => _rule.DigitalOperations;

    /// <summary>Puts a training rule to work; what another one remembered is forgotten.</summary>
    public void Begin(ITrainingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Absorb();
        _rule = rule.Begin(Tile, Another);
        _hasWriter = true;
    }

    private ITile Another(string name) => _options.CreateTile(OutputCount, Columns, $"{GetName()}/{name}");

    /// <summary>y = s·(W x) + b.</summary>
    /// <param name="input">… × inputs, single precision.</param>
    /// <exception cref="ArgumentException">Another last dimension or type.</exception>
    /// <exception cref="ArithmeticException">An input that is not finite.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.shape;
        if (shape.Length == 0 || shape[^1] != InputCount)
            throw new ArgumentException($"layer '{GetName()}' has {InputCount} inputs; got a tensor of shape [{string.Join(", ", shape)}]", nameof(input));
        if (input.dtype != ScalarType.Float32)
            throw new ArgumentException($"layer '{GetName()}' reads single precision; got {input.dtype}", nameof(input));
        if (shape.Length == 2) return Apply(input, bias);
        var flat = Apply(input.reshape(-1, InputCount), bias);
        return flat.reshape([.. shape[..^1], OutputCount]);
    }

    /// <summary>The layer with a bias of the caller's: what parts of larger layers are called with.</summary>
    /// <param name="rows">samples × inputs.</param>
    /// <param name="offset">Digital bias, one per output, or null.</param>
    internal Tensor Apply(Tensor rows, Parameter? offset)
    {
        if (offset is not null && offset.dtype != ScalarType.Float32)
            throw new ArgumentException($"layer '{GetName()}' computes in single precision; its bias was moved to {offset.dtype}: move it back with to(ScalarType.Float32)", nameof(offset));
        Absorb();
        var x = rows;
        if (HasAnalogBias) x = cat([x, full([x.shape[0], 1], (float)_options.AnalogBias!.Value, ScalarType.Float32, x.device)], 1);
        if (input_range is null && output_scale is null) return Product(x, offset);
        var r = 1f;
        _recorded?.AddRange(ShownWeights.Values(x));
        if (input_range is not null)
        {
            r = input_range.item<float>();
            if (!(r > 0 && float.IsFinite(r)))
                throw new ArithmeticException(FormattableString.Invariant($"layer '{GetName()}': the input range became {r}: it must stay above 0; a smaller learning rate may help"));
            x = (is_grad_enabled() && (x.requires_grad || input_range.requires_grad) ? InputRangeFunction.apply(x, input_range, _options.InputRange!, r) : x.clamp(-r, r)) / r;
        }
        var y = Product(x, null);
        if (r != 1) y = y * r;
        if (output_scale is not null) y = y * output_scale;
        return offset is null ? y : y + offset;
    }

    private Tensor Product(Tensor x, Parameter? offset)
    {
        if (!is_grad_enabled()) return Read(x, offset);
        RefuseOthers();
        var needsInputGradient = x.requires_grad;
        // The graph needs one argument that wants a gradient, or backward would never come here.
        var input = needsInputGradient || offset is { requires_grad: true } ? x : x.detach().requires_grad_();
        return AnalogLinearFunction.apply(input, offset!, this, needsInputGradient);
    }

    private ITile Seen => training && _disturbed is not null ? _disturbed.Drawn() : Tile;

    /// <summary>Reads the tile and adds the bias.</summary>
    internal Tensor Read(Tensor x, Tensor? b)
    {
        var batch = (int)x.shape[0];
        var source = Room(ref _x, batch * Columns);
        var target = Room(ref _y, batch * OutputCount);
        CopyOut(x, source);
        Seen.Forward(source, target, batch);
        Correction?.Apply(source, target, batch);
        if (b is null)
        {
            if (_isScaled) Scale(target);
        }
        else
        {
            Span<float> offsets = OutputCount <= 1024 ? stackalloc float[OutputCount] : new float[OutputCount];
            CopyOut(b, offsets);
            for (var i = 0; i < target.Length; i += OutputCount)
                for (var j = 0; j < offsets.Length; j++)
                    target[i + j] = _scales[j] * target[i + j] + offsets[j];
        }
        return CopyIn(target, batch, OutputCount, x.device);
    }

    /// <summary>Keeps inputs and errors for the next update; reads the gradient of the input when somebody needs it.</summary>
    internal Tensor ReadBack(Tensor x, Tensor gradient, bool needed)
    {
        var batch = (int)x.shape[0];
        RememberBias();
        _pending.Add(batch, out var inputs, out var errors);
        CopyOut(x, inputs);
        CopyOut(gradient, errors);
        // An exception in backward would end the process on the native package: the next step reports it.
        if (!IsFinite(errors)) _diverged = true;
        if (!needed || _diverged) return zeros_like(x);
        var target = Room(ref _x, batch * Columns);
        var signals = errors;
        if (_isScaled || input_range is not null)
        {
            signals = Room(ref _y, errors.Length);
            errors.CopyTo(signals);
            Scale(signals);
        }
        if (input_range is null) Seen.Backward(signals, target, batch);
        else Managed(Seen, signals, target, batch);
        return CopyIn(target, batch, Columns, x.device);
    }

    private void Scale(Span<float> rows)
    {
        for (var i = 0; i < rows.Length; i += OutputCount)
            for (var j = 0; j < OutputCount; j++) rows[i + j] *= _scales[j];
    }

    // Error signals have no range of their own: each is divided by its largest magnitude, as noise management does.
    private void Managed(ITile tile, Span<float> signals, Span<float> target, int batch)
    {
        var largest = new float[batch];
        for (var b = 0; b < batch; b++)
        {
            var signal = signals.Slice(b * OutputCount, OutputCount);
            foreach (var d in signal) largest[b] = Math.Max(largest[b], Math.Abs(d));
            if (largest[b] > 0) foreach (ref var d in signal) d /= largest[b];
        }
        tile.Backward(signals, target, batch);
        for (var b = 0; b < batch; b++)
            foreach (ref var g in target.Slice(b * Columns, Columns)) g *= largest[b];
    }

    /// <summary>Writes the collected updates into the cells, each sample once: Δ(s·W) = −η d xᵀ in expectation.</summary>
    /// <param name="learningRate">η, in units of the model.</param>
    /// <exception cref="ArithmeticException">An error signal was infinite or not a number.</exception>
    public void Update(double learningRate)
    {
        var diverged = _diverged;
        var count = _pending.Count;
        _diverged = false;
        if (diverged)
        {
            _pending.Clear();
            throw new ArithmeticException($"layer '{GetName()}': an error signal is infinite or not a number: the training diverged; a smaller learning rate may help");
        }
        if (count == 0) return;
        Absorb();
        var scale = OutputScale;
        // One rate for all outputs; those with a smaller scale than the largest take larger errors.
        if (_isScaled)
            for (var i = 0; i < OutputCount; i++)
                if (_scales[i] != (float)scale) _pending.ScaleErrors(i, (float)scale / _scales[i]);
        _rule.Update(_pending.Inputs, _pending.Errors, count, -learningRate / scale);
        _pending.Clear();
        _disturbed?.Updated();
    }

    /// <summary>Forgets updates that were collected and not written.</summary>
    public void DropUpdates()
    {
        _pending.Clear();
        _diverged = false;
        _disturbed?.Forget();
    }

    /// <inheritdoc/>
    // Digital biases, ranges and scales are parameters of the model, saved as such.
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsRestoring) Absorb();
        state.Part("tile", Tile);
        state.Part("rule", _rule);
        state.Part("pending", _pending);
        state.Part("disturbed", _disturbed);
        state.Values("output-scales", _scales.AsSpan());
        state.Value("diverged", ref _diverged);
        if (!state.IsRestoring) return;
        _isScaled = _scales.Any(s => s != 1);
        _weights.Drop();
    }

    private static Span<float> Room(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
        return array.AsSpan(0, length);
    }

    private static void CopyOut(Tensor tensor, Span<float> values)
    {
        using var accessor = tensor.cpu().contiguous().data<float>();
        accessor.CopyTo(values);
    }

    private static Tensor CopyIn(ReadOnlySpan<float> values, int rows, int columns, Device device)
    {
        var tensor = empty(rows, columns, ScalarType.Float32);
        using (var accessor = tensor.data<float>()) accessor.CopyFrom(values);
        return device.type == DeviceType.CPU ? tensor : tensor.to(device);
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        // One infinity or NaN makes the sum of v·0 not a number.
        var sum = 0f;
        foreach (var v in values) sum += v * 0;
        return sum == 0;
    }
}

using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Learning.Algorithms;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// A fully connected layer whose weights are the conductances of a tile: y = s·(W x) + b. W x is read through the converters,
/// the output scale s and the bias b are digital; the model's weight is s·W. Keys of the state dictionary are those of
/// <see cref="Linear"/>: "weight" (a copy of s·W) and "bias". One thread uses a layer at a time. As every custom function of
/// TorchSharp, a call that records gradients belongs inside a <c>torch.NewDisposeScope()</c>.
/// </summary>
public sealed partial class AnalogLinear : nn.Module<Tensor, Tensor>, IStateful
{
    // The names of the fields are the keys of the state dictionary: TorchSharp registers fields by reflection.
#pragma warning disable IDE1006
    private readonly Tensor weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006
    private readonly PendingUpdates _pending;
    private readonly AnalogOptions _options;
    private ITileRule _rule;
    private float[] _x = [], _y = [];
    private double _outputScale;
    private bool _diverged;

    /// <summary>The layer that computes what a digital one computes.</summary>
    /// <param name="linear">Weights and bias; copied.</param>
    /// <param name="name">Name of the layer within its model: names its tile and with it its random streams.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogLinear(Linear linear, string name, AnalogOptions options) : base(name)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(options);
        InputCount = (int)linear.in_features;
        OutputCount = (int)linear.out_features;
        Tile = options.CreateTile(OutputCount, InputCount, name);
        _options = options;
        _rule = new PulsedDescent().Begin(Tile, Another);
        _clip = options.Clip;
        _pending = new PendingUpdates(InputCount, OutputCount);
        using (no_grad())
        {
            weight = linear.weight.detach().cpu().to(ScalarType.Float32).clone().DetachFromDisposeScope();
            bias = linear.bias is null ? null : new Parameter(linear.bias.detach().clone());
            bias?.DetachFromDisposeScope();
        }
        _outputScale = options.Scaling.ScaleOf(Values(weight));
        Program(Values(weight));
        options.Array.ProgrammingError?.Leave(Tile, options.Seed);
        RegisterComponents();
    }

    /// <summary>Number of inputs.</summary>
    public int InputCount { get; }

    /// <summary>Number of outputs.</summary>
    public int OutputCount { get; }

    /// <summary>The digital factor s between what the tile reads and the layer's output; 1 without scaling.</summary>
    public double OutputScale => _outputScale;

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

    private ITile Another(string name) => _options.CreateTile(OutputCount, InputCount, $"{GetName()}/{name}");

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
        if (shape.Length == 2) return ForwardRows(input);
        var flat = ForwardRows(input.reshape(-1, InputCount));
        return flat.reshape([.. shape[..^1], OutputCount]);
    }

    private Tensor ForwardRows(Tensor rows)
    {
        Absorb();
        if (!is_grad_enabled()) return Read(rows, bias);
        RefuseOthers();
        var needsInputGradient = rows.requires_grad;
        // The graph needs one argument that wants a gradient, or backward would never come here.
        var input = needsInputGradient || bias is { requires_grad: true } ? rows : rows.detach().requires_grad_();
        return AnalogLinearFunction.apply(input, bias!, this, needsInputGradient);
    }

    /// <summary>Reads the tile and adds the bias.</summary>
    internal Tensor Read(Tensor x, Tensor? b)
    {
        var batch = (int)x.shape[0];
        var source = Room(ref _x, batch * InputCount);
        var target = Room(ref _y, batch * OutputCount);
        CopyOut(x, source);
        Tile.Forward(source, target, batch);
        Correction?.Apply(source, target, batch);
        var scale = (float)OutputScale;
        if (b is null)
        {
            if (scale != 1) foreach (ref var y in target) y *= scale;
        }
        else
        {
            Span<float> offsets = OutputCount <= 1024 ? stackalloc float[OutputCount] : new float[OutputCount];
            CopyOut(b, offsets);
            for (var i = 0; i < target.Length; i += OutputCount)
                for (var j = 0; j < offsets.Length; j++)
                    target[i + j] = scale * target[i + j] + offsets[j];
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
        var target = Room(ref _x, batch * InputCount);
        Tile.Backward(errors, target, batch);
        var scale = (float)OutputScale;
        if (scale != 1) foreach (ref var g in target) g *= scale;
        return CopyIn(target, batch, InputCount, x.device);
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
        _rule.Update(_pending.Inputs, _pending.Errors, count, -learningRate / OutputScale);
        _pending.Clear();
    }

    /// <summary>Forgets updates that were collected and not written.</summary>
    public void DropUpdates()
    {
        _pending.Clear();
        _diverged = false;
    }

    /// <inheritdoc/>
    // The bias is a parameter of the model, saved as such.
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsRestoring) Absorb();
        state.Part("tile", Tile);
        state.Part("rule", _rule);
        state.Part("pending", _pending);
        state.Value("output-scale", ref _outputScale);
        state.Value("diverged", ref _diverged);
        if (state.IsRestoring) _shown = false;
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

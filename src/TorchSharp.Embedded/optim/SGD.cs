using TorchSharp.Kernels;

namespace TorchSharp.Modules;

using static torch;

/// <summary>Stochastic gradient descent with momentum, dampening, weight decay and Nesterov's variant.</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (momentum < 0) throw new ArgumentException($"Invalid momentum value: {momentum}");
        if (dampening < 0) throw new ArgumentException($"Invalid dampening value: {dampening}");
        if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
        if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        _parameter_groups = [];
        foreach (var group in parameters) add_param_group(group);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum!.Value;
        set
        {
            ((Options)_defaults).momentum = value;
            foreach (var group in _parameter_groups) ((Options)group.Options).momentum = value;
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        param_group.Options ??= new Options();
        var options = (Options)param_group.Options;
        options.LearningRate ??= defaults.LearningRate;
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;
        param_group.Parameters = param_group.Parameters.ToArray();
        base.add_param_group(param_group);
        foreach (var p in param_group.Parameters)
        {
            var state = new State(p);
            state.Initialize(options);
            _state[p.Handle] = state;
        }
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<Modules.ParamGroup>(Update, closure);

    private void Update(Modules.ParamGroup group)
    {
        var options = (Options)group.Options;
        var (momentum, dampening, decay) = (options.momentum!.Value, options.dampening!.Value, options.weight_decay!.Value);
        var rate = options.maximize!.Value ? -options.LearningRate!.Value : options.LearningRate!.Value;
        foreach (var p in group.Parameters)
        {
            if (p.Impl.Grad is not { } held) continue;
            if (momentum == 0 && decay == 0)
            {
                Binary.Into(new AddScaledOp(-rate), p.Impl, p.Impl, held);
                p.Impl.Storage.Version++;
                continue;
            }
            var grad = p.grad!;
            if (decay != 0) grad = grad.add(p, options.maximize.Value ? -decay : decay);
            if (momentum != 0)
            {
                var state = (State)_state[p.Handle];
                if (state.momentum_buffer is null) state.momentum_buffer = grad.detach().clone().DetachFromDisposeScope();
                else state.momentum_buffer.mul_(momentum).add_(grad, 1 - dampening);
                grad = options.nesterov!.Value ? grad.add(state.momentum_buffer, momentum) : state.momentum_buffer;
            }
            p.add_(grad, -rate);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        foreach (var state in _state.Values) ((State)state).Dispose();
        _state.Clear();
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            momentum = other.momentum;
            dampening = other.dampening;
            weight_decay = other.weight_decay;
            nesterov = other.nesterov;
            maximize = other.maximize;
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum ?? 0);
            writer.Write(dampening ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(nesterov ?? false);
            writer.Write(maximize ?? false);
        }
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    public sealed class State : OptimizerState, IDisposable
    {
        public Tensor? momentum_buffer;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options) => Dispose();

        public void Dispose()
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }

        public override void to(Device device) => Device.Require(device);

        public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref momentum_buffer, CPU);

        public override void LoadStateDict(OptimizerState source)
        {
            Dispose();
            momentum_buffer = ((State)source).momentum_buffer?.clone().DetachFromDisposeScope();
        }

        public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, momentum_buffer);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && (momentum_buffer is null || state.momentum_buffer is null
                ? ReferenceEquals(momentum_buffer, state.momentum_buffer)
                : momentum_buffer.allclose(state.momentum_buffer));
    }
}

using TorchSharp.Utils;

namespace TorchSharp.Modules;

using static torch;

/// <summary>The common part of managed optimizers: groups, state per parameter, steps without recording.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    protected OrderedDict<nint, OptimizerState> _state = [];
    protected OptimizerOptions _defaults = null!;

    public OptimizerHelper() : base(0)
    {
    }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(g => g.Parameters);

    /// <summary>Sets the gradients that exist to zero.</summary>
    public override void zero_grad()
    {
        foreach (var group in _parameter_groups)
            foreach (var p in group.Parameters)
                p.Impl.Grad?.ClearLater();
    }

    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    /// <summary>Evaluates the loss if asked to, then runs <paramref name="body"/> for each group inside a dispose scope, unrecorded.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure != null)
        {
            using var on = enable_grad();
            loss = loss_closure();
        }
        var before = GradMode.SwitchOff();
        try
        {
            using var scope = NewDisposeScope();
            foreach (var group in _parameter_groups) body((T)group);
        }
        finally
        {
            GradMode.Restore(before);
        }
        return loss;
    }

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            var places = new List<int>();
            foreach (var p in group.Parameters)
            {
                places.Add(result.State.Count);
                result.State.Add(_state[p.Handle]);
            }
            result.Options.Add(group.Options);
            result.StateIndexRef.Add(places);
        }
        return result;
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (own.Options.Count != state_dict.Options.Count) throw new ArgumentException("loaded state dict has a different number of parameter groups");
        if (own.State.Count != state_dict.State.Count) throw new ArgumentException("loaded state dict contains a different number of parameters");
        for (var i = 0; i < own.Options.Count; i++) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write(own.Options.Count);
        writer.Write(own.State.Count);
        foreach (var options in own.Options) options.SaveStateDict(writer);
        foreach (var state in own.State) state.SaveStateDict(writer);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var own = state_dict();
        var name = reader.ReadString();
        if (name != GetType().Name) throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        if (reader.ReadInt32() != own.Options.Count || reader.ReadInt32() != own.State.Count)
            throw new ArgumentException("loaded state dict has a different number of parameter groups or parameters");
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var state in own.State) state.LoadStateDict(reader);
    }

    public void to(Device device)
    {
        foreach (var (_, state) in (IEnumerable<(nint, OptimizerState)>)_state) state.to(device);
    }
}

namespace TorchSharp;

/// <summary>Disposes what was created on this thread while it was the innermost scope, unless moved or detached.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly List<IDisposable> members = [];
    private bool disposed;

    internal DisposeScope(DisposeScope? outer) => Outer = outer;

    internal DisposeScope? Outer { get; set; }

    public int DisposablesCount => members.Count;

    public IReadOnlyList<IDisposable> DisposablesView => members.AsReadOnly();

    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    public void Attach(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        if (disposable is torch.Tensor tensor)
        {
            if (ReferenceEquals(tensor.Scope, this)) return;
            tensor.Scope?.Forget(tensor);
            Add(tensor);
        }
        else if (!Contains(disposable)) members.Add(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        foreach (var d in list) Attach(d);
        return list;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Forget(disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var d in disposables.ToList()) Forget(d);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Forget(disposable);
        scope?.Attach(disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var d in disposables.ToList()) MoveToOther<IDisposable>(scope, d);
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public void DisposeEverything()
    {
        while (members.Count > 0)
        {
            var last = members[^1];
            members.RemoveAt(members.Count - 1);
            if (last is torch.Tensor tensor) tensor.Scope = null;
            last.Dispose();
        }
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = inKeep.Where(Contains).ToList();
        foreach (var d in keep) Forget(d);
        DisposeEverything();
        foreach (var d in keep) Attach(d);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    public void MarkAsDisposed(IDisposable disposable) => Forget(disposable);

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        DisposeEverything();
        DisposeScopeManager.Remove(this);
    }

    /// <summary>Adds a tensor that belongs to no scope; its place in the list makes removal constant in time.</summary>
    internal void Add(torch.Tensor tensor)
    {
        tensor.Scope = this;
        tensor.ScopeIndex = members.Count;
        members.Add(tensor);
    }

    internal void Forget(IDisposable disposable)
    {
        var i = IndexOf(disposable);
        if (i < 0) return;
        if (disposable is torch.Tensor tensor) tensor.Scope = null;
        var last = members.Count - 1;
        if (i != last)
        {
            members[i] = members[last];
            if (members[i] is torch.Tensor moved) moved.ScopeIndex = i;
        }
        members.RemoveAt(last);
    }

    private int IndexOf(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor) return ReferenceEquals(tensor.Scope, this) ? tensor.ScopeIndex : -1;
        for (var i = 0; i < members.Count; i++)
            if (ReferenceEquals(members[i], disposable)) return i;
        return -1;
    }
}

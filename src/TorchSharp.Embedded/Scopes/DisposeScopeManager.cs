namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
internal static class DisposeScopeManager
{
    [ThreadStatic] internal static DisposeScope? Current;

    internal static DisposeScope NewScope()
    {
        var scope = new DisposeScope(Current);
        Current = scope;
        return scope;
    }

    internal static void Remove(DisposeScope scope)
    {
        for (DisposeScope? s = Current, inner = null; s != null; inner = s, s = s.Outer)
        {
            if (!ReferenceEquals(s, scope)) continue;
            if (inner == null) Current = s.Outer;
            else inner.Outer = s.Outer;
            return;
        }
    }
}

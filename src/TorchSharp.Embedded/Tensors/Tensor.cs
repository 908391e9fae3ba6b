using System.Diagnostics;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A handle on a tensor value. Disposing the handle lets go of the value; the graph may still hold it.</summary>
    [DebuggerDisplay("{ToString()}")]
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;
        private static long lastHandle;

        private TensorImpl? impl;
        private nint handle;
        internal DisposeScope? Scope;
        internal int ScopeIndex;

        /// <summary>Takes over one ownership of <paramref name="impl"/>.</summary>
        internal Tensor(TensorImpl impl)
        {
            this.impl = impl;
            var count = Interlocked.Increment(ref totalCount);
            if (count > peakCount) peakCount = count;
            DisposeScopeManager.Current?.Add(this);
        }

        internal TensorImpl Impl => impl ?? throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public static long TotalCount => Interlocked.Read(ref totalCount);

        public static long PeakCount => Interlocked.Read(ref peakCount);

        public bool IsInvalid => impl == null;

        /// <summary>A number that belongs to this handle alone.</summary>
        public nint Handle
        {
            get
            {
                _ = Impl;
                return handle != 0 ? handle : handle = (nint)Interlocked.Increment(ref lastHandle);
            }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var free = Interlocked.Exchange(ref impl, null);
            if (free == null) return;
            Scope?.Forget(this);
            Interlocked.Decrement(ref totalCount);
            free.Release();
        }

        /// <summary>Hands the value to a new handle and empties this one.</summary>
        internal TensorImpl Give()
        {
            var free = Interlocked.Exchange(ref impl, null) ?? throw new InvalidOperationException("Tensor invalid -- empty handle.");
            Scope?.Forget(this);
            Interlocked.Decrement(ref totalCount);
            return free;
        }

        /// <summary>Puts another value behind this handle.</summary>
        internal void Replace(TensorImpl value)
        {
            var free = Interlocked.Exchange(ref impl, value);
            free?.Release();
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Forget(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is { } own) own.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.Scope);

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public bool Equals(Tensor target) => target is not null && Shape.Same(Impl.Sizes, target.Impl.Sizes)
            && dtype == target.dtype && SameValues(target);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}

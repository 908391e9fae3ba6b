using System.Runtime.ExceptionServices;

namespace EcramSim.Studies.Evaluate;

/// <summary>Independent work on several threads, failing as one thread would: with the exception itself, cancellation first.</summary>
internal static class SideBySide
{
    internal static void Run(int count, int threads, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, work);
        }
        catch (AggregateException e)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }
}

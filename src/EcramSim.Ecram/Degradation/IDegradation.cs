using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Degradation;

/// <summary>
/// What writing does to a device in the long run, as a device file declares it with a source: no law is assumed where a file names none.
/// A full cycle is the way across the operating window and back.
/// </summary>
public interface IDegradation
{
    /// <summary>The device after so many full cycles, as one more stack: everything that can be asked of a new one can be asked of it.</summary>
    /// <param name="stack">The device when new.</param>
    /// <param name="cycles">≥ 0.</param>
    Stack Aged(Stack stack, double cycles);
}

namespace TorchSharp.Modules;

using static torch;

/// <summary>
/// What Adam and AdamW remember about a parameter: the number of steps, the running means of gradient and squared
/// gradient, and with AMSGrad the largest of the latter. Their public states hold the four as fields of their own.
/// </summary>
internal struct Moments
{
    internal long Step;
    internal Tensor First;
    internal Tensor Second;
    internal Tensor? Largest;

    internal static Moments Zero(Parameter parameter, bool amsgrad)
    {
        Tensor Zeros()
        {
            var dtype = parameter.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
            return zeros(parameter.shape, dtype).DetachFromDisposeScope();
        }
        return new Moments { First = Zeros(), Second = Zeros(), Largest = amsgrad ? Zeros() : null };
    }

    internal static void Check(double lr, double beta1, double beta2, double eps, double weight_decay)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1: {beta1}");
        if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2: {beta2}");
        if (eps < 0) throw new ArgumentException($"Invalid eps value: {eps}");
        if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
    }

    internal readonly Moments Copy() => new()
    {
        Step = Step,
        First = First.clone().DetachFromDisposeScope(),
        Second = Second.clone().DetachFromDisposeScope(),
        Largest = Largest?.clone().DetachFromDisposeScope(),
    };

    internal readonly bool Near(in Moments other) => Step == other.Step && First.allclose(other.First) && Second.allclose(other.Second)
        && (Largest is null || other.Largest is null ? Largest is null && other.Largest is null : Largest.allclose(other.Largest));

    internal readonly void Dispose()
    {
        First?.Dispose();
        Second?.Dispose();
        Largest?.Dispose();
    }
}

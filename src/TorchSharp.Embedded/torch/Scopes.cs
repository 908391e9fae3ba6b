namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current;

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static IDisposable no_grad() => GradMode.Set(false);

    public static IDisposable enable_grad(bool enabled = true) => GradMode.Set(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => GradMode.Set(mode);

    public static bool is_grad_enabled() => GradMode.Enabled;

    public static ScalarType get_default_dtype() => Generation.DefaultDtype;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!Dtypes.IsFloating(dtype)) throw TorchError.New("only floating-point types are supported as the default type");
        Generation.DefaultDtype = dtype;
    }

    public static int get_num_threads() => Kernels.Threads.Count;

    public static void set_num_threads(int num) => Kernels.Threads.Count = num > 0 ? num : throw TorchError.New("Expected num_threads to be positive");
}

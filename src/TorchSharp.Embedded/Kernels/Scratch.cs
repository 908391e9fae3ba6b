namespace TorchSharp.Kernels;

/// <summary>Work space of one thread: kept between calls, grown when asked for more.</summary>
internal sealed unsafe class Scratch
{
    /// <summary>Vector loads and stores may run past the end of what was asked for by this many floats.</summary>
    private const int Slack = 16;

    private TensorStorage? storage;

    internal float* Floats(long count)
    {
        var bytes = (count + Slack) * sizeof(float);
        if (storage == null || storage.Bytes < bytes)
        {
            storage?.Release();
            storage = new TensorStorage(bytes);
        }
        return (float*)storage.Data;
    }
}

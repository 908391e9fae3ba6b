using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>TorchSharp reports what libtorch rejects as <see cref="ExternalException"/>; so does this subset.</summary>
internal static class TorchError
{
    internal static ExternalException New(string message) => new(message);

    internal static NotSupportedException NotHere(string what) =>
        new($"{what} is not in the embedded TorchSharp subset; build with -p:TorchSharp=cpu to use the package");
}

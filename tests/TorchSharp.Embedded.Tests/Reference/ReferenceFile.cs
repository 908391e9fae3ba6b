using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Reading tensors out of the reference files, and the agreement asked for.</summary>
internal static class ReferenceFile
{
    internal const double Tolerance = 2e-5;

    internal static Tensor Read(JsonElement json)
    {
        var shape = json.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
        var data = json.GetProperty("data").EnumerateArray().Select(e => e.GetSingle()).ToArray();
        return tensor(data, shape);
    }

    internal static Tensor Whole(JsonElement json)
    {
        if (json[0].ValueKind != JsonValueKind.Array) return tensor(json.EnumerateArray().Select(e => e.GetInt64()).ToArray());
        var rows = json.EnumerateArray().ToArray();
        var flat = rows.SelectMany(r => r.EnumerateArray().Select(e => e.GetInt64())).ToArray();
        return tensor(flat, rows.Length, rows[0].GetArrayLength());
    }

    /// <summary>Each element to 2e-5 of the larger of itself and the typical size of the tensor.</summary>
    internal static void Agree(JsonElement expected, Tensor? actual, string what)
    {
        Assert.True(actual is not null, $"{what}: nothing was computed");
        using var scope = NewDisposeScope();
        var wanted = Read(expected);
        Assert.Equal(wanted.shape, actual.shape);
        var a = wanted.data<float>().ToArray();
        var b = actual.detach().data<float>().ToArray();
        var typical = a.Length == 0 ? 0 : Math.Sqrt(a.Average(v => (double)v * v));
        for (var i = 0; i < a.Length; i++)
        {
            var allowed = Tolerance * Math.Max(Math.Abs(a[i]), typical);
            Assert.True(Math.Abs(a[i] - b[i]) <= allowed, $"{what}[{i}]: {b[i]} instead of {a[i]}");
        }
    }
}

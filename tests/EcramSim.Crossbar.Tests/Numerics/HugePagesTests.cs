using System.Globalization;
using System.Runtime.CompilerServices;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class HugePagesTests
{
    private const int Large = 16 << 20, Small = 1 << 16;

    [Fact]
    public void Large_arrays_ask_for_huge_pages()
    {
        if (!Directory.Exists("/sys/kernel/mm/transparent_hugepage")) Assert.Skip("this system has no huge pages to ask for");
        Assert.Contains("hg", FlagsAt(LineArray.Of<byte>(Large), Large / 2));
        // A mapping of its own, far from where arrays lie.
        Assert.DoesNotContain("hg", FlagsOfStack());
    }

    [Fact]
    public void The_array_is_zero_and_keeps_what_is_written()
    {
        var array = LineArray.Of<float>(Large / sizeof(float));
        Assert.True(array.AsSpan().IndexOfAnyExcept(0) < 0);
        for (var i = 0; i < array.Length; i += Small) array[i] = i;
        GC.Collect();
        for (var i = 0; i < array.Length; i += Small) Assert.Equal(i, array[i]);
    }

    private static unsafe string[] FlagsAt(byte[] array, int at) => Flags((ulong)Unsafe.AsPointer(ref array[at]));

    private static unsafe string[] FlagsOfStack()
    {
        var here = 0;
        return Flags((ulong)&here);
    }

    // What the kernel notes about the mapping that holds an address.
    private static string[] Flags(ulong address)
    {
        var holds = false;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                if (holds) return line["VmFlags:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            }
            else if (line.Split(' ')[0].Split('-') is [var from, var to])
                holds = ulong.Parse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture) <= address && address < ulong.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return [];
    }
}

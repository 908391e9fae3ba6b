using EcramSim.Threading;

namespace EcramSim.Crossbar.Tests.Threading;

public class PlacementTests
{
    [Fact]
    public void A_helper_keeps_off_the_processor_of_its_caller()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2) Assert.Skip("one processor, or a system that is not asked");
        using var told = new ManualResetEventSlim();
        using var ready = new ManualResetEventSlim();
        Placement? placement = null;
        var seen = new List<int>();
        var helper = new Thread(() =>
        {
            placement = new Placement();
            ready.Set();
            told.Wait();
            var until = Environment.TickCount64 + 100;
            while (Environment.TickCount64 < until)
            {
                seen.Add(Placement.Here);
                Thread.Yield();
            }
        });
        helper.Start();
        ready.Wait(TestContext.Current.CancellationToken);
        placement!.AwayFromHere();
        told.Set();
        helper.Join();
        Assert.InRange(placement.Avoided, 0, int.MaxValue);
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(placement.Avoided, seen);
    }
}

using EcramSim.Crossbar.Numerics;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>
/// Random telegraph noise: a trap on some lines switches a value of amplitude A on and off, with mean dwell times τ_on and τ_off; the mean is
/// taken off, so values jump between A(1 − p) and −Ap, p = τ_on/(τ_on + τ_off). With r = 1 − exp(−Δt(1/τ_on + 1/τ_off)) per read, the trap
/// draws its state anew (on with probability p), which is the exact two-state process at the times of the reads. The state follows
/// from the number of the read alone: the last draw before it decides.
/// </summary>
/// <param name="Amplitude">A, in units of the values it is added to.</param>
/// <param name="OnTime">τ_on, s.</param>
/// <param name="OffTime">τ_off, s.</param>
/// <param name="Share">Share of the lines that have a trap, (0, 1].</param>
[ModelName("telegraph-noise")]
public sealed record TelegraphNoise(double Amplitude, double OnTime, double OffTime, double Share) : IReadStage
{
    /// <summary>Reads "amplitude", "on_time", "off_time", "share" (1 where missing).</summary>
    public static TelegraphNoise Read(ModelNode node) => new(node.Number("amplitude", new Interval(0, 100, false, true)),
        node.Quantity("on_time", Dimension.Second, Interval.Positive), node.Quantity("off_time", Dimension.Second, Interval.Positive),
        node.Number("share", new Interval(0, 1, false, true), 1));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<TelegraphNoise> Examples => [new(0.1, 1e-6, 3e-6, 0.5)];

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this, place);

    private sealed class OnLines : ILineStage
    {
        private const double Words = 4294967296.0;

        private readonly PhiloxLanes _random;
        private readonly uint[] _words = new uint[PhiloxLanes.BlockSize];
        private readonly int[] _lines;
        // Draws below the first number switch on, below the second off; others leave the trap as it is.
        private readonly ulong _on, _any;
        private readonly float _high, _low;
        private readonly bool[] _state;
        private ulong _next;

        public OnLines(TelegraphNoise law, StagePlace place)
        {
            _random = new PhiloxLanes(place.Seed, place.Name);
            var duty = law.OnTime / (law.OnTime + law.OffTime);
            // Reads that take no time find the trap as it was.
            var passed = place.ReadTime * (1 / law.OnTime + 1 / law.OffTime);
            var renewal = passed < 1e-6 ? passed - 0.5 * passed * passed : 1 - Math.Exp(-passed);
            _any = (ulong)Math.Round(renewal * Words);
            _on = (ulong)Math.Round(renewal * duty * Words);
            Duty = duty;
            (_high, _low) = ((float)(law.Amplitude * (1 - duty)), (float)(-law.Amplitude * duty));
            var share = new RandomStream(place.Seed, $"{place.Name}/traps");
            _lines = [.. Enumerable.Range(0, place.Lines).Where(_ => share.NextDouble() < law.Share)];
            _state = new bool[place.Lines];
        }

        private double Duty { get; }

        public bool Apply(Span<float> values, ulong read)
        {
            if (read == 0 || read != _next) Recall(read);
            else Advance(read);
            _next = read + 1;
            foreach (var line in _lines) values[line] += _state[line] ? _high : _low;
            return false;
        }

        // Block b of lines 32b … of one read; word w of lane l is line 32b + 8w + l.
        private uint Word(int line, ulong read)
        {
            if (line % PhiloxLanes.BlockSize == 0 || _block != (line / PhiloxLanes.BlockSize, read))
            {
                _random.Block((uint)(line / PhiloxLanes.BlockSize * Lanes.Count), 0, read, ref _words[0]);
                _block = (line / PhiloxLanes.BlockSize, read);
            }
            return _words[line % PhiloxLanes.BlockSize];
        }

        private (int, ulong) _block = (-1, 0);

        private void Advance(ulong read)
        {
            foreach (var line in _lines)
            {
                var word = Word(line, read);
                if (word < _any) _state[line] = word < _on;
            }
        }

        private void Recall(ulong read)
        {
            // The first read finds every trap in equilibrium.
            foreach (var line in _lines)
            {
                var at = read;
                uint word;
                while ((word = Word(line, at)) >= _any && at > 0) at--;
                _state[line] = at == 0 && word >= _any ? Hash(line) < Duty : word < _on;
            }
        }

        private double Hash(int line)
        {
            var words = new uint[PhiloxLanes.BlockSize];
            _random.Block((uint)(line / PhiloxLanes.BlockSize * Lanes.Count), 1, 0, ref words[0]);
            return words[line % PhiloxLanes.BlockSize] / Words;
        }
    }
}

using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Cells;

/// <summary>The filling through the thickness of a channel at rest: uniform, or two phases with a relaxed boundary, the rich one at the electrolyte.</summary>
internal sealed class RestingProfile : IStiffProblem
{
    private readonly IParticle _film;
    private readonly double _mean, _temperature;
    private readonly SparseMatrix _block;
    private readonly List<int> _blockOf;

    private RestingProfile(IParticle film, double mean, double temperature)
    {
        (_film, _mean, _temperature) = (film, mean, temperature);
        Pattern = SparsityPattern.FromEntries(film.Size, film.Couplings.Where(c => c.Column < film.Size));
        (_block, _blockOf) = (new SparseMatrix(SparsityPattern.FromEntries(film.Size + 2, film.Couplings)), []);
        foreach (var (row, column) in Pattern.Entries()) _blockOf.Add(_block.Pattern.Position(row, column));
    }

    public int Size => _film.Size;

    public SparsityPattern Pattern { get; }

    /// <summary>The profile of mean <paramref name="x"/>; null for a homogeneous channel.</summary>
    internal static double[]? Of(ChannelLayer channel, double x, double temperature)
    {
        if (channel.Transport.Law == ChannelLaw.Homogeneous) return null;
        var film = channel.Film(temperature);
        var profile = new double[film.Size];
        Array.Fill(profile, x);
        if (channel.PhasesAt(x, temperature) is { } two) Separate(profile, film.Weights, two);
        else if (channel.Transport.Law == ChannelLaw.Fick || channel.Host.PhaseField!.SurfaceEnergySlope == 0) return profile;
        return Relax(film, profile, x, channel, temperature);
    }

    public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate) => _film.Rate(y, _mean, 0, _temperature, rate);

    public bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix jacobian)
    {
        _block.Clear();
        _film.Jacobian(y, _mean, 0, _temperature, _block);
        for (var k = 0; k < _blockOf.Count; k++) jacobian.Values[k] = _block.Values[_blockOf[k]];
        return true;
    }

    // Lever rule; the node at the boundary takes what is left over.
    private static void Separate(double[] profile, ReadOnlySpan<double> weights, (double Poor, double Rich, double Share) phases)
    {
        var rich = phases.Share;
        for (var k = profile.Length - 1; k >= 0; k--)
        {
            var part = Math.Clamp(rich / weights[k], 0, 1);
            profile[k] = phases.Poor + part * (phases.Rich - phases.Poor);
            rich -= part * weights[k];
        }
    }

    private static double[] Relax(IParticle film, double[] profile, double mean, ChannelLayer channel, double temperature)
    {
        var problem = new RestingProfile(film, mean, temperature);
        var time = channel.Thickness * channel.Thickness / channel.Host.Diffusivity!.Diffusivity(mean, temperature);
        var radau = new Radau(problem, 0, profile, new StepTolerance(1e-8, 1e-10));
        radau.Advance(1e3 * time);
        return radau.State.ToArray();
    }
}

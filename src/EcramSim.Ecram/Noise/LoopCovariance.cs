namespace EcramSim.Ecram.Noise;

/// <summary>
/// Covariance of (δV_channel, δV_electrolyte, δV_gate, δQ) of a driven loop, one matrix for each of its four causes (the three elements, then the line).
/// Over an interval with constant coefficients exact: the propagator and the noise of a short step are doubled until they span the interval, so stiff
/// lines cost as little as soft ones.
/// </summary>
internal sealed class LoopCovariance
{
    private const int Size = 4;
    private readonly double[][,] _covariances = [new double[Size, Size], new double[Size, Size], new double[Size, Size], new double[Size, Size]];

    /// <summary>Variance of the charge from one cause, C²/m⁴.</summary>
    public double Charge(int cause) => _covariances[cause][3, 3];

    /// <summary>Lets <paramref name="time"/> (s) pass with these elements behind a line of <paramref name="line"/> Ω m².</summary>
    public void Pass(SeriesElement[] elements, double line, double lineIntensity, double time)
    {
        var rate = new double[Size, Size];
        for (var k = 0; k < 3; k++)
        {
            for (var j = 0; j < 3; j++) rate[k, j] = -1 / (line * elements[k].Capacitance);
            rate[k, k] -= elements[k].Conductance / elements[k].Capacitance;
            rate[3, k] = -1 / line;
        }
        var fastest = 0.0;
        for (var k = 0; k < 3; k++) fastest = Math.Max(fastest, Math.Abs(rate[k, k]));
        var doublings = (int)Math.Clamp(Math.Ceiling(Math.Log2(fastest * time / 1e-3)), 0, 200);
        var step = time / Math.Pow(2, doublings);
        // To second order in fastest·step, which is a thousandth.
        var propagator = Identity();
        Add(propagator, rate, step);
        Add(propagator, Product(rate, rate), 0.5 * step * step);
        var noises = new double[Size][,];
        for (var cause = 0; cause < Size; cause++)
        {
            var way = new double[Size];
            if (cause < 3) way[cause] = -1 / elements[cause].Capacitance;
            else for (var k = 0; k < Size; k++) way[k] = k < 3 ? 1 / elements[k].Capacitance : 1;
            var intensity = cause < 3 ? elements[cause].Intensity : lineIntensity;
            var noise = new double[Size, Size];
            for (var a = 0; a < Size; a++)
                for (var b = 0; b < Size; b++) noise[a, b] = intensity * step * way[a] * way[b];
            var carried = Carried(propagator, noise);
            Add(noise, carried, 1);
            for (var a = 0; a < Size; a++)
                for (var b = 0; b < Size; b++) noise[a, b] *= 0.5;
            noises[cause] = noise;
        }
        for (var n = 0; n < doublings; n++)
        {
            foreach (var noise in noises) Add(noise, Carried(propagator, noise), 1);
            propagator = Product(propagator, propagator);
        }
        for (var cause = 0; cause < Size; cause++)
        {
            _covariances[cause] = Carried(propagator, _covariances[cause]);
            Add(_covariances[cause], noises[cause], 1);
        }
    }

    // Φ P Φᵀ.
    private static double[,] Carried(double[,] propagator, double[,] covariance)
    {
        var half = Product(propagator, covariance);
        var result = new double[Size, Size];
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
                for (var k = 0; k < Size; k++) result[i, j] += half[i, k] * propagator[j, k];
        return result;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var result = new double[Size, Size];
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
                for (var k = 0; k < Size; k++) result[i, j] += a[i, k] * b[k, j];
        return result;
    }

    private static double[,] Identity()
    {
        var one = new double[Size, Size];
        for (var k = 0; k < Size; k++) one[k, k] = 1;
        return one;
    }

    private static void Add(double[,] to, double[,] what, double factor)
    {
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++) to[i, j] += factor * what[i, j];
    }
}

using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>ln σ linear between the points, as the independent implementation reads its tables; the shipped law is smooth.</summary>
internal sealed record LogPolygon(double[] X, double[] Sigma) : IElectronicConductivity
{
    public Interval Validity => Interval.Closed(X[0], X[^1]);

    public double Conductivity(double x, double temperature)
    {
        var i = Segment(x);
        return Sigma[i] * Math.Pow(Sigma[i + 1] / Sigma[i], (x - X[i]) / (X[i + 1] - X[i]));
    }

    public double ConductivitySlope(double x, double temperature)
    {
        var i = Segment(x);
        return Conductivity(x, temperature) * Math.Log(Sigma[i + 1] / Sigma[i]) / (X[i + 1] - X[i]);
    }

    private int Segment(double x) => Math.Clamp(Array.FindIndex(X, p => p > x) - 1, 0, X.Length - 2);
}

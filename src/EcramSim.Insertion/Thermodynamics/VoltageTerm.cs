namespace EcramSim.Insertion.Thermodynamics;

/// <summary>What a term of a fitted voltage looks like.</summary>
public enum VoltageShape
{
    /// <summary>a·tanh(v/w).</summary>
    Tanh,
    /// <summary>a·exp(v/w).</summary>
    Exponential,
    /// <summary>a·vⁿ.</summary>
    Power,
}

/// <summary>One term of <see cref="ClosedFormOpenCircuitVoltage"/> in v = o + m·y, y the stretched filling.</summary>
/// <param name="Shape">The function.</param>
/// <param name="Amplitude">a in V.</param>
/// <param name="Offset">o.</param>
/// <param name="Factor">m, not 0.</param>
/// <param name="Parameter">w (not 0), or the exponent n of a power.</param>
public readonly record struct VoltageTerm(VoltageShape Shape, double Amplitude, double Offset, double Factor, double Parameter)
{
    /// <summary>The term in V.</summary>
    public double Value(double y)
    {
        var v = Offset + Factor * y;
        return Amplitude * Shape switch
        {
            VoltageShape.Tanh => Math.Tanh(v / Parameter),
            VoltageShape.Exponential => Math.Exp(v / Parameter),
            _ => Math.Pow(v, Parameter),
        };
    }

    /// <summary>Its derivative to y.</summary>
    public double Slope(double y)
    {
        var v = Offset + Factor * y;
        return Amplitude * Factor * Shape switch
        {
            VoltageShape.Tanh => (1 - Math.Tanh(v / Parameter) * Math.Tanh(v / Parameter)) / Parameter,
            VoltageShape.Exponential => Math.Exp(v / Parameter) / Parameter,
            _ => Parameter * Math.Pow(v, Parameter - 1),
        };
    }

    /// <summary>A primitive in y.</summary>
    public double Integral(double y)
    {
        var v = Offset + Factor * y;
        return Amplitude / Factor * Shape switch
        {
            VoltageShape.Tanh => Parameter * LogCosh(v / Parameter),
            VoltageShape.Exponential => Parameter * Math.Exp(v / Parameter),
            _ => Parameter == -1 ? Math.Log(Math.Abs(v)) : Math.Pow(v, Parameter + 1) / (Parameter + 1),
        };
    }

    // Without overflow for large arguments.
    private static double LogCosh(double u) => Math.Abs(u) + Math.Log(1 + Math.Exp(-2 * Math.Abs(u))) - Math.Log(2);
}

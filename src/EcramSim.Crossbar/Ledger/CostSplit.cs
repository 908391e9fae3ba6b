namespace EcramSim.Crossbar.Ledger;

/// <summary>A cost split by what causes it: J, s or m², as the holder says. The total is the sum of the parts.</summary>
/// <param name="Ions">Writing: ions moved through the cells (energy and slots of pulses; area of the cells).</param>
/// <param name="Channel">Reading: current through the channels (energy dissipated there; integration time).</param>
/// <param name="Wires">Charging the lines of the array.</param>
/// <param name="Drivers">Charging the drivers' own capacitance.</param>
/// <param name="Dac">Input converters.</param>
/// <param name="Adc">Integrators and output converters.</param>
/// <param name="Digital">Scaling, adding, buffers, pulse trains.</param>
public readonly record struct CostSplit(double Ions, double Channel, double Wires, double Drivers, double Dac, double Adc, double Digital)
{
    /// <summary>The names of the parts, in the order of <see cref="Parts"/>.</summary>
    public static IReadOnlyList<string> Causes { get; } = ["ions", "channel", "wires", "drivers", "dac", "adc", "digital"];

    /// <summary>The parts in a fixed order.</summary>
    public IReadOnlyList<double> Parts => [Ions, Channel, Wires, Drivers, Dac, Adc, Digital];

    /// <summary>Sum of the parts.</summary>
    public double Total => Ions + Channel + Wires + Drivers + Dac + Adc + Digital;

    /// <summary>Part by part.</summary>
    public static CostSplit operator +(CostSplit a, CostSplit b) =>
        new(a.Ions + b.Ions, a.Channel + b.Channel, a.Wires + b.Wires, a.Drivers + b.Drivers, a.Dac + b.Dac, a.Adc + b.Adc, a.Digital + b.Digital);

    /// <summary>Part by part.</summary>
    public static CostSplit operator -(CostSplit a, CostSplit b) => a + -1 * b;

    /// <summary>Every part times <paramref name="factor"/>.</summary>
    public static CostSplit operator *(double factor, CostSplit a) =>
        new(factor * a.Ions, factor * a.Channel, factor * a.Wires, factor * a.Drivers, factor * a.Dac, factor * a.Adc, factor * a.Digital);

    /// <summary>Part by part, as <c>+</c>.</summary>
    public static CostSplit Add(CostSplit left, CostSplit right) => left + right;

    /// <summary>Part by part, as <c>-</c>.</summary>
    public static CostSplit Subtract(CostSplit left, CostSplit right) => left - right;

    /// <summary>Every part times a factor, as <c>*</c>.</summary>
    public static CostSplit Multiply(double left, CostSplit right) => left * right;
}

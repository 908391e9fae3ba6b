namespace EcramSim.Crossbar.Periphery;

/// <summary>A stage with a range that can be set from data.</summary>
public interface IRangedStage
{
    /// <summary>The range now.</summary>
    ConverterRange Range { get; }

    /// <summary>The same stage with another range.</summary>
    IReadStage With(ConverterRange range);
}

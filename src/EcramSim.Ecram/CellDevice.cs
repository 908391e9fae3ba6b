using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Published;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram;

/// <summary>A device file as the array and the trainer see it: its pulse law, its cost, and where its numbers come from.</summary>
/// <param name="Id">Name of the file, such as "lixwo3-lipon".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Kind">"physical" (compiled from a stack), "update-law" or "measured-table".</param>
/// <param name="Law">The pulse response that the crossbar runs.</param>
/// <param name="Cost">Energy and time per pulse; null where the file has no volts and seconds.</param>
/// <param name="Parameters">Every parameter with status and source, those of host and electrolyte files included.</param>
public sealed partial record CellDevice(string Id, string Title, string Kind, IPulseLaw Law, WriteCost? Cost, IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>What the file says it reproduces and how well; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Curves, observables, volts, joules and seconds; the same for every kind. Derived from the law alone where nothing else is known.</summary>
    /// <exception cref="InvalidOperationException">A law whose pulses do not traverse its range.</exception>
    public DataSheet DataSheet
    {
        get => _dataSheet ??= DataSheet.Of(Law);
        init => _dataSheet = value;
    }

    private DataSheet? _dataSheet;

    /// <summary>From conductance to weight.</summary>
    public Mapping Mapping { get; init; } = Mapping.None;

    /// <summary>The physical cell behind the law; null for devices known by their update law alone.</summary>
    public Stack? Stack { get; init; }

    /// <summary>How its cells differ in what they are made of; null for devices known by their update law alone.</summary>
    public CellSpread? CellSpread { get; init; }

    /// <summary>The compiled response of the physical cell; null without one.</summary>
    public CompactResponse? Compact { get; init; }

    private const double LargestFollowingError = 0.01;

    /// <summary>This device, if the response that arrays run follows its reference cell to 1 % of a step; data sheets need no such thing.</summary>
    /// <exception cref="InputException">Pulses come before the double layers have settled, and more is left of them than one number per cell can carry.</exception>
    public CellDevice ForArray()
    {
        if (Compact is not { FollowingError: > LargestFollowingError and var error }) return this;
        var settled = TimeConstants * DoubleLayerTimes.Of(Stack!, Stack!.Window.Middle).Slowest;
        throw new InputException(FormattableString.Invariant($"device '{Id}': pulse.rest: value {Stack.Pulse.Rest:G4} s is too short for an array: double layers still hold so much when the next pulse comes that after six pulses the compact response is off by {100 * error:F1} % of a step (allowed {100 * LargestFollowingError:F0} %); allowed: about {settled:G3} s and more, or characterize the cell alone"));
    }

    // e^-12 is 6e-6.
    private const double TimeConstants = 12;

    /// <summary>Noise of a reading; null where the file says nothing about it.</summary>
    public ReadNoise? ReadNoise { get; init; }

    /// <summary>What time does to its cells between operations; null where nothing happens, or where nothing is known.</summary>
    public CellEvolution? Evolution { get; init; }

    /// <summary>How a weight is made of several cells; null where one cell is one weight.</summary>
    public IWeightForm? Form { get; init; }

    /// <summary>Learning rates that suit the device; empty where the file has none.</summary>
    public IReadOnlyList<LearningRate> LearningRates { get; init; } = [];

    /// <summary>Published figures for comparison; empty where the file has none.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init; } = [];

    /// <summary>The learning rate for a network, data set and algorithm, or null where the file names none; of several the one for <paramref name="images"/> training images (<see cref="LearningRate.For"/>).</summary>
    public LearningRate? LearningRateFor(string network, string data, string algorithm, int? images = null) =>
        LearningRate.For(images, LearningRates.Where(r => r.Network == network && r.Data == data && r.Algorithm == algorithm));
}

namespace EcramSim.Ecram.Published;

/// <summary>Where the model's counterpart of a published figure comes from.</summary>
public enum PublishedHow
{
    /// <summary>From the cell or its data sheet.</summary>
    Cell,
    /// <summary>It stands in the device file: a ratio of 1 says only that the file is that of the publication.</summary>
    Input,
    /// <summary>From training a network on the device.</summary>
    Training,
    /// <summary>No model gives it: each such figure says why.</summary>
    Nothing,
}

namespace EcramSim.Insertion.Checkpoints;

/// <summary>
/// Something that changes while it works and must go on to the same bits after it was saved and put back. What follows from its construction
/// (parameters, seed, what was drawn when it was made) is no state; nor is what is computed anew from the state.
/// </summary>
public interface IStateful
{
    /// <summary>
    /// Names every field of the state once, in a fixed order. The same walk saves and restores, so that nothing can be written and not read: when
    /// <paramref name="state"/> saves it takes the values, when it restores it sets them. After restoring, what was derived from the old values must count as old
    /// (<see cref="StateExchange.IsRestoring"/>). Saving changes nothing.
    /// </summary>
    void Exchange(StateExchange state);
}

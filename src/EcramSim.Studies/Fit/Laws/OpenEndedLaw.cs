namespace EcramSim.Studies.Fit.Laws;

/// <summary>A law whose ends were set from readings that no pulse was cut at: its steps go on beyond them.</summary>
internal sealed class OpenEndedLaw(IStepLaw law, bool below, bool above) : IStepLaw
{
    public double Minimum => law.Minimum;
    public double Maximum => law.Maximum;
    public bool Cuts(bool up) => law.Cuts(up) && !(up ? above : below);
    public double Step(double state, bool up) => law.Step(state, up);
    public double Noise(double state, bool up) => law.Noise(state, up);
}

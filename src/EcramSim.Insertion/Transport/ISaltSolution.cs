namespace EcramSim.Insertion.Transport;

/// <summary>
/// A liquid with one dissolved 1:1 salt, as in the pores of a battery: current and salt flux follow from concentration c and potential φ (that
/// of a reference electrode of the inserted metal) by i = κ(χ·RT/F·∇ln c − ∇φ), N = −D∇c + t₊·i/F.
/// </summary>
public interface ISaltSolution
{
    /// <summary>The properties at <paramref name="concentration"/> (mol/m³ &gt; 0) and <paramref name="temperature"/> (K).</summary>
    SaltProperties At(double concentration, double temperature);
}

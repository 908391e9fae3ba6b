namespace EcramSim.Insertion.Transport;

/// <summary>What a salt solution is at one concentration, with slopes against it.</summary>
/// <param name="Diffusivity">D of the salt, m²/s.</param>
/// <param name="DiffusivitySlope">dD/dc, m⁵/(mol s).</param>
/// <param name="Conductivity">κ, S/m.</param>
/// <param name="ConductivitySlope">dκ/dc, S m²/mol.</param>
/// <param name="Transference">t₊, the share of the cation in the current of a uniform solution.</param>
/// <param name="TransferenceSlope">dt₊/dc, m³/mol.</param>
/// <param name="DiffusionFactor">χ = 2(1 − t₊)(1 + d ln f/d ln c): the diffusion potential is χ·RT/F per unit of ln c.</param>
/// <param name="DiffusionFactorSlope">dχ/dc, m³/mol.</param>
public readonly record struct SaltProperties(double Diffusivity, double DiffusivitySlope, double Conductivity, double ConductivitySlope,
    double Transference, double TransferenceSlope, double DiffusionFactor, double DiffusionFactorSlope);

namespace EcramSim.Learning.Layers;

/// <summary>
/// A range of the inputs that a layer keeps, in the place of the largest magnitude of each vector (noise management): inputs are limited to ±r and divided by r before
/// the converters, outputs multiplied by r. r is the parameter "input_range" of the layer. Learned, it follows the gradient of the loss, Σ sign(x)·∂L/∂x over the inputs
/// beyond ±r, and decays by <paramref name="Decay"/>·r where more than <paramref name="LeastInside"/> of them lie within (as M. J. Rasch et al., Nat. Commun. 14 (2023) 5282, learn theirs);
/// <see cref="Analog.Calibrate"/> sets it from data.
/// </summary>
/// <param name="Initial">First r, &gt; 0, in units of the model.</param>
/// <param name="Learned">Whether training changes r.</param>
/// <param name="Decay">Decay per unit of learning rate, ≥ 0.</param>
/// <param name="LeastInside">Share of inputs within ±r above which r decays, in [0, 1].</param>
public sealed record InputRange(double Initial = 1, bool Learned = true, double Decay = 0.01, double LeastInside = 0.95);

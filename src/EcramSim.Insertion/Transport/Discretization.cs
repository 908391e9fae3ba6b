namespace EcramSim.Insertion.Transport;

/// <summary>How gradients are laid on the grid.</summary>
public enum Discretization
{
    /// <summary>Finite volumes of second order: converges quickly; for every own result.</summary>
    Conservative,
    /// <summary>
    /// The scheme of MPET (Smith and Bazant 2017), to compare with its stored curves at equal mesh: ghost cells one full cell beyond a facet,
    /// central curvature and a smoothed mass matrix in cylinders and spheres. Far from converged at its usual mesh (tens of mV).
    /// </summary>
    Mpet,
}

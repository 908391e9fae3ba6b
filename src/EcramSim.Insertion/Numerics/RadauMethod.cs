namespace EcramSim.Insertion.Numerics;

/// <summary>
/// The numbers of Radau IIA with three stages (Hairer and Wanner, Solving Ordinary Differential Equations II, sections IV.5 and IV.8).
/// T brings the inverse of the Runge–Kutta matrix A to one real eigenvalue and one complex pair.
/// </summary>
internal static class RadauMethod
{
    internal const int Stages = 3;

    private static readonly double S6 = Math.Sqrt(6), C3 = Math.Cbrt(3), C9 = Math.Cbrt(9);

    /// <summary>Abscissae c.</summary>
    internal static readonly double[] Nodes = [(4 - S6) / 10, (4 + S6) / 10, 1];

    /// <summary>A, by rows; its last row holds the weights of the quadrature, of order 5.</summary>
    internal static readonly double[] A =
    [
        (88 - 7 * S6) / 360, (296 - 169 * S6) / 1800, (-2 + 3 * S6) / 225,
        (296 + 169 * S6) / 1800, (88 + 7 * S6) / 360, (-2 - 3 * S6) / 225,
        (16 - S6) / 36, (16 + S6) / 36, 1.0 / 9,
    ];

    /// <summary>A⁻¹, by rows: derivatives at the stages from the increments of the stages.</summary>
    internal static readonly double[] Derivative = InverseOf(A);

    /// <summary>Weights of the stages in the embedded error.</summary>
    internal static readonly double[] Error = [(-13 - 7 * S6) / 3, (-13 + 7 * S6) / 3, -1.0 / 3];

    /// <summary>Eigenvalues of A⁻¹: γ and α ± iβ.</summary>
    internal static readonly double Gamma = 3 + C9 - C3, Alpha = 3 - 0.5 * (C9 - C3), Beta = 0.5 * Math.Sqrt(3) * (C9 + C3);

    /// <summary>T, by rows.</summary>
    internal static readonly double[] T =
    [
        9.1232394870892942792e-02, -0.14125529502095420843, -3.0029194105147424492e-02,
        0.24171793270710701896, 0.20412935229379993199, 0.38294211275726193779,
        0.96604818261509293619, 1, 0,
    ];

    /// <summary>T⁻¹, by rows.</summary>
    internal static readonly double[] Inverse =
    [
        4.3255798900631553510, 0.33919925181580986954, 0.54177053993587487119,
        -4.1787185915519047273, -0.32768282076106238708, 0.47662355450055045196,
        -0.50287263494578687595, 2.5719269498556054292, -0.59603920482822492497,
    ];

    private static double[] InverseOf(double[] a)
    {
        double Minor(int r, int c)
        {
            int r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
            return a[3 * r1 + c1] * a[3 * r2 + c2] - a[3 * r1 + c2] * a[3 * r2 + c1];
        }
        var determinant = a[0] * Minor(0, 0) + a[1] * Minor(0, 1) + a[2] * Minor(0, 2);
        var inverse = new double[9];
        for (var r = 0; r < 3; r++)
            for (var c = 0; c < 3; c++) inverse[3 * c + r] = Minor(r, c) / determinant;
        return inverse;
    }

    /// <summary>
    /// What the increments of the stages contribute to the collocation polynomial at <paramref name="s"/> = (t − start)/step: 1 at their own
    /// node, 0 at the others and at the start.
    /// </summary>
    internal static (double First, double Second, double Third) Basis(double s)
    {
        double c1 = Nodes[0], c2 = Nodes[1];
        return (s * (s - c2) * (s - 1) / (c1 * (c1 - c2) * (c1 - 1)), s * (s - c1) * (s - 1) / (c2 * (c2 - c1) * (c2 - 1)),
            s * (s - c1) * (s - c2) / ((1 - c1) * (1 - c2)));
    }

    /// <summary>The derivative of <see cref="Basis"/> by <paramref name="s"/>.</summary>
    internal static (double First, double Second, double Third) BasisSlope(double s)
    {
        double c1 = Nodes[0], c2 = Nodes[1];
        // (s(s − a)(s − b))′ = 3s² − 2(a + b)s + ab.
        static double Slope(double s, double a, double b) => 3 * s * s - 2 * (a + b) * s + a * b;
        return (Slope(s, c2, 1) / (c1 * (c1 - c2) * (c1 - 1)), Slope(s, c1, 1) / (c2 * (c2 - c1) * (c2 - 1)), Slope(s, c1, c2) / ((1 - c1) * (1 - c2)));
    }
}

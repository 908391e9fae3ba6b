namespace ScottPlot;

public enum Alignment
{
    UpperLeft, UpperCenter, UpperRight,
    MiddleLeft, MiddleCenter, MiddleRight,
    LowerLeft, LowerCenter, LowerRight,
}

public enum Orientation { Horizontal, Vertical }

public enum Edge { Left, Right, Bottom, Top }

public enum ConnectStyle { Straight, StepHorizontal, StepVertical }

public enum MarkerShape
{
    None = 0,
    FilledCircle = 1, OpenCircle = 2,
    FilledSquare = 3, OpenSquare = 4,
    FilledTriangleUp = 5, OpenTriangleUp = 6,
    FilledTriangleDown = 7, OpenTriangleDown = 8,
    FilledDiamond = 9, OpenDiamond = 10,
    Eks = 11, Cross = 12, VerticalBar = 13, HorizontalBar = 14,
    TriUp = 15, TriDown = 16, Asterisk = 17,
}

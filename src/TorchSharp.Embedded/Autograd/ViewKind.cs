namespace TorchSharp;

/// <summary>How a view came about; decides whether it may be changed in place while autograd records.</summary>
internal enum ViewKind : byte
{
    Ordinary,
    /// <summary>Made while recording was off: autograd does not know it.</summary>
    WithoutGrad,
    /// <summary>Made by a function that returns several views at once.</summary>
    OneOfMany,
}

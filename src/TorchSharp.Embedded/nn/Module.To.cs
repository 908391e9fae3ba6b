namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public partial class Module
            {
                protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
                {
                    Device.Require(device);
                    return _to(dtype, non_blocking);
                }

                protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
                {
                    Device.Require(new Device(deviceType, deviceIndex));
                    return this;
                }

                protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
                {
                    if (!Dtypes.IsFloating(dtype)) throw new ArgumentException($"Cannot convert module parameters to {dtype}");
                    foreach (var tensor in parameters().Cast<Tensor>().Concat(buffers()))
                    {
                        if (!Dtypes.IsFloating(tensor.dtype) || tensor.dtype == dtype) continue;
                        var leaf = tensor.requires_grad;
                        tensor.Replace(Kernels.Copying.Fresh(tensor.Impl, dtype));
                        if (leaf) tensor.requires_grad_();
                    }
                    return this;
                }

                public Module _to(Tensor other, bool non_blocking) => _to(other.dtype, non_blocking);
            }
        }
    }

    public static class ModuleExtensionMethods
    {
        public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
            (T)module._to(device, type, non_blocking);

        public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
            (T)module._to(deviceType, deviceIndex, non_blocking);

        public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module =>
            (T)module._to(device.type, device.index, non_blocking);

        public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
            module.to(new torch.Device(device), non_blocking);

        public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
            (T)module._to(type, non_blocking);

        public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module =>
            (T)module._to(other, non_blocking);

        public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module;

        public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32);

        public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64);
    }
}

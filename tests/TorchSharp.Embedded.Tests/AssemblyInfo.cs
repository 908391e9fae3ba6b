global using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with PyTorch's CPU stream. Each call on it is atomic.</summary>
    public class Generator : IDisposable
    {
        private static readonly Generator Shared = new(67280421310721);
        private readonly object gate = new();
        private MersenneTwister engine;
        private ulong seeded;
        private double? normal;

        public Generator(ulong seed = 0, Device? device = null)
        {
            Device.Require(device);
            seeded = seed;
            engine = new MersenneTwister(seed);
        }

        public static Generator Default => Shared;

        public Device device => CPU;

        public nint Handle => 0;

        public Generator manual_seed(long seed)
        {
            lock (gate)
            {
                seeded = (ulong)seed;
                engine = new MersenneTwister(seeded);
                normal = null;
            }
            return this;
        }

        public long initial_seed() => (long)seeded;

        /// <summary>Seeds from the operating system's entropy and returns the seed.</summary>
        public long seed()
        {
            var fresh = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
            manual_seed(fresh);
            return fresh;
        }

        /// <summary>The state as bytes: seed, position, 624 words, pending normal number.</summary>
        public Tensor get_state()
        {
            lock (gate)
            {
                using var memory = new MemoryStream();
                using var writer = new BinaryWriter(memory);
                writer.Write(seeded);
                writer.Write(engine.Next);
                foreach (var word in engine.State) writer.Write(word);
                writer.Write(normal.HasValue);
                writer.Write(normal ?? 0);
                return tensor(memory.ToArray());
            }
        }

        public void set_state(Tensor value)
        {
            using var reader = new BinaryReader(new MemoryStream(value.data<byte>().ToArray()));
            lock (gate)
            {
                seeded = reader.ReadUInt64();
                engine = new MersenneTwister(seeded) { Next = reader.ReadInt32() };
                for (var i = 0; i < engine.State.Length; i++) engine.State[i] = reader.ReadUInt32();
                var has = reader.ReadBoolean();
                var held = reader.ReadDouble();
                normal = has ? held : null;
            }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }

        /// <summary>Runs <paramref name="draw"/> while no other thread draws.</summary>
        internal void Draw(Action<Stream> draw)
        {
            lock (gate) draw(new Stream(this));
        }

        /// <summary>The elementary draws, valid inside <see cref="Generator.Draw"/>.</summary>
        internal readonly struct Stream(Generator owner)
        {
            internal uint Bits32() => owner.engine.Draw();

            internal ulong Bits64()
            {
                ulong high = owner.engine.Draw();
                return (high << 32) | owner.engine.Draw();
            }

            internal float Float() => (owner.engine.Draw() & ((1u << 24) - 1)) * (1f / (1 << 24));

            internal double Double() => (Bits64() & ((1ul << 53) - 1)) * (1.0 / (1ul << 53));

            /// <summary>One standard normal number by Box–Muller; the second of each pair waits for the next call.</summary>
            internal double Normal()
            {
                if (owner.normal is { } waiting)
                {
                    owner.normal = null;
                    return waiting;
                }
                var angle = 2 * Math.PI * Double();
                var radius = Math.Sqrt(-2 * Kernels.Special.Log1p(-Double()));
                owner.normal = radius * Math.Sin(angle);
                return radius * Math.Cos(angle);
            }
        }
    }

    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static long seed() => Generator.Default.seed();

    public static long initial_seed() => Generator.Default.initial_seed();

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long seed() => torch.seed();

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}

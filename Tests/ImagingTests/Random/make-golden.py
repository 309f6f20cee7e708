"""Prints the golden values of SeededGeneratorTests from the published C code, written out in Python.

xoshiro256++ and SplitMix64: Blackman and Vigna, https://prng.di.unimi.it
"""

MASK = (1 << 64) - 1


def splitmix64(state):
    """The next state, and the value drawn."""
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro256pp(seed, count):
    s = []
    for _ in range(4):
        seed, value = splitmix64(seed)
        s.append(value)
    values = []
    for _ in range(count):
        values.append((rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK)
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
    return values


def stream_seed(seed, *numbers):
    """Each number is mixed into the state through the value drawn from it."""
    for number in numbers:
        _, value = splitmix64(seed)
        seed = value ^ (number & MASK)
    return splitmix64(seed)[1]


def show(name, values):
    print(name, ", ".join(f"0x{value:016X}" for value in values))


for seed in (0, 1, 0xDEADBEEF, MASK):
    show(f"seed {seed:#x}:", xoshiro256pp(seed, 5))
for numbers in ((0, 0), (3, 59999), (-1, 7)):
    show(f"seed 1, epoch and index {numbers}:", xoshiro256pp(stream_seed(1, *numbers), 3))

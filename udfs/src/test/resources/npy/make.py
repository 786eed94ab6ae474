"""Writes the files of this folder: NumPy writes the arrays, plain Python says what they hold."""
import struct

import numpy as np

SHAPE = (3, 4, 5)
SCALE, OFFSET = 0.037, -1.25


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def value(code, c, h, w):
    """What is stored for a pixel, as a Python number."""
    if code == "u1":
        return (c * 101 + h * 37 + w * 53 + 200) % 256
    if code == "u2":
        return (c * 20011 + h * 7001 + w * 13007 + 60000) % 65536
    x = ((c * 37 + h * 11 + w * 5) % 23) / 7 - 1.3
    return x * 1e-6 if (c, h) == (2, 3) else x


def score(code, x):
    """What a reader must make of it, as float32."""
    if code in ("u1", "u2"):
        return single(x * SCALE + OFFSET)
    if code == "f2":
        return struct.unpack("<e", struct.pack("<e", x))[0]
    return single(x)


expected = []


def array(name, dtype, shape=SHAPE, order="C"):
    channels, height, width = ((1, 1) + shape)[-3:]
    code = dtype[1:]
    values = [value(code, c, h, w) for c in range(channels) for h in range(height) for w in range(width)]
    bits = " ".join(struct.pack(">f", score(code, x)).hex() for x in values)
    scale = "scaled" if code in ("u1", "u2") else "plain"
    expected.append(f"{name} {scale} {channels} {height} {width} {bits}\n")
    return np.array(values, dtype=np.dtype(dtype)).reshape(shape).copy(order=order)


def save(name, *args, version=None, **options):
    with open(name, "wb") as file:
        np.lib.format.write_array(file, array(name, *args, **options), version=version)


for dtype in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "|u1", "<u2", ">u2"):
    save(f"{dtype.translate(str.maketrans('<>|', 'lb_'))}.npy", dtype)
save("lf4_fortran.npy", "<f4", order="F")
save("bu2_fortran.npy", ">u2", order="F")
save("lf4_plane.npy", "<f4", (4, 5))
save("lf4_plane_fortran.npy", "<f4", (4, 5), order="F")
save("lf4_one_channel.npy", "<f4", (1, 4, 5))
save("lf4_batch.npy", "<f4", (1, 3, 4, 5))
save("lf4_batch_fortran.npy", "<f4", (1, 3, 4, 5), order="F")
save("lf4_version2.npy", "<f4", version=(2, 0))
save("lf4_version3.npy", "<f4", version=(3, 0))
np.savez("stored.npz", scores=array("stored.npz", "<f4"))
np.savez_compressed("deflated.npz", scores=array("deflated.npz", "<f2", order="F"))
np.savez_compressed("two.npz", truth=np.zeros((4, 5), "u1"), scores=array("two.npz#scores", "<f8"))
with open("expected.txt", "w") as file:
    file.writelines(expected)
np.save("objects.npy", np.array([[{}, None]], dtype=object))
np.save("records.npy", np.zeros((2, 2), [("a", "<f4"), ("b", "<f4")]))
np.save("complex.npy", np.zeros((2, 2), "<c8"))
np.save("vector.npy", np.zeros(3, "<f4"))

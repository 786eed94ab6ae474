"""Writes a label map in every format and says what reading it costs here: nanoseconds of processor time a pixel.

    python3 bench/formats.py MAP.png FOLDER     needs Pillow, numpy, tifffile, as of Debian 12

bench/formats.sh calls it and then the reader of Maskwise, on the same files.
"""
import io, sys, time
from pathlib import Path
import numpy as np, tifffile
from PIL import Image

labels = np.array(Image.open(sys.argv[1]))
folder = Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
colours = (np.arange(256, dtype=np.int64) * 2654435761 % (1 << 24)).astype(np.uint32)
rgb = np.stack([colours[labels] >> s & 255 for s in (16, 8, 0)], 2).astype(np.uint8)
grey, colour = Image.fromarray(labels), Image.fromarray(rgb)
palette = Image.fromarray(labels, 'P')
palette.putpalette([int(c) >> s & 255 for c in colours for s in (16, 8, 0)])

for name, options in {'none': {}, 'lzw': {'compression': 'tiff_lzw'}, 'packbits': {'compression': 'packbits'}, 'deflate': {'compression': 'tiff_adobe_deflate'}}.items():
    grey.save(folder / f'grey-{name}.tif', **options)
tifffile.imwrite(folder / 'uint16-tiles-predictor.tif', labels.astype(np.uint16), tile=(256, 256), compression='zlib', predictor=True, photometric='minisblack')
tifffile.imwrite(folder / 'int32-deflate.tif', labels.astype(np.int32), compression='zlib', photometric='minisblack')
colour.save(folder / 'rgb-lzw.tif', compression='tiff_lzw')
colour.save(folder / 'rgb.png')
colour.convert('RGBA').save(folder / 'rgba.png')
grey.save(folder / 'grey.png')
palette.save(folder / 'palette.bmp')
palette.save(folder / 'palette.gif')
np.save(folder / 'uint8.npy', labels)
np.save(folder / 'int64.npy', labels.astype(np.int64))
np.savez_compressed(folder / 'uint8.npz', labels)


def pillow(data):
    return np.asarray(Image.open(io.BytesIO(data)))


def numpy(data):
    array = np.load(io.BytesIO(data))
    return next(iter(array.values())) if hasattr(array, 'values') else array


def tiff(data):
    return tifffile.imread(io.BytesIO(data))


by_colour = np.zeros(1 << 24, np.uint8)
by_colour[colours] = np.arange(256)


def by_table(data):
    array = pillow(data).astype(np.uint32)
    return by_colour[array[..., 0] << 16 | array[..., 1] << 8 | array[..., 2]]


for file in sorted(folder.iterdir()):
    data = file.read_bytes()
    readers = [pillow, by_table] if file.stem.startswith('rgb') else {'.npy': [numpy], '.npz': [numpy], '.tif': [pillow, tiff]}.get(file.suffix, [pillow])
    for reader in readers:
        best = float('inf')
        try:
            for _ in range(15):
                start = time.process_time()
                reader(data)
                best = min(best, time.process_time() - start)
            print(f'{file.name:28} {reader.__name__:8} {best / labels.size * 1e9:7.2f}')
        except Exception as e:  # such as an encoding that needs another package
            print(f'{file.name:28} {reader.__name__:8} {type(e).__name__}')

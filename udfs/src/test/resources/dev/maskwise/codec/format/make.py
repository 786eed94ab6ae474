"""Writes the label maps beside it, with the writers that people use. They are kept, so that the tests need none of them.

Debian 12: apt-get install python3-tifffile python3-pil imagemagick libtiff-tools gdal-bin; then
/usr/bin/python3 make.py. A map is 37 pixels wide and 21 high; its values are value(x, y, n) of
FormatFilesTest, which has the same formula.
"""
import glob, os, subprocess, tempfile
import numpy as np, tifffile
from PIL import Image

W, H = 37, 21
here = os.path.dirname(os.path.abspath(__file__))
work = tempfile.mkdtemp()


def values(n, least=0):
    x, y = np.meshgrid(np.arange(W), np.arange(H))
    return (x // 5 * 29 + y // 4 * 13 + x * y // 90) % n + least


def out(name):
    return os.path.join(here, name)


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


COLOURS = [c * 2654435761 % (1 << 24) for c in range(256)]
PALETTE = [part for c in COLOURS for part in (c >> 16, c >> 8 & 255, c & 255)]


def rgb(n, alpha=False):
    lut = np.array([PALETTE[3 * i:3 * i + 3] + [255] * alpha for i in range(256)], np.uint8)
    return lut[values(n)]


grey = Image.fromarray(values(200).astype(np.uint8))
indexed = Image.fromarray(values(200).astype(np.uint8), 'P')
indexed.putpalette(PALETTE)
wide = (values(200).astype(np.int64) * 300).astype(np.uint16)

# Pillow
for name, options in {'none': {}, 'lzw': {'compression': 'tiff_lzw'}, 'packbits': {'compression': 'packbits'},
                      'deflate': {'compression': 'tiff_adobe_deflate'}, 'jpeg': {'compression': 'jpeg'}}.items():
    grey.save(out(f'pillow-grey-{name}.tif'), **options)
indexed.save(out('pillow-palette.tif'), compression='tiff_lzw')
Image.fromarray(values(2).astype(bool)).save(out('pillow-1bit.tif'))
Image.fromarray(values(2).astype(bool)).save(out('pillow-1bit-g4.tif'), compression='group4')
Image.fromarray(wide).save(out('pillow-16bit.tif'))
Image.fromarray(values(200, -5).astype(np.int32)).save(out('pillow-int32.tif'))
Image.fromarray(values(200).astype(np.float32)).save(out('pillow-float32.tif'))
Image.fromarray(rgb(20)).save(out('pillow-rgb.tif'), compression='tiff_lzw')
Image.fromarray(rgb(20, True)).save(out('pillow-rgba.tif'), compression='tiff_lzw')
grey.save(out('pillow-pages.tif'), save_all=True, append_images=[grey])
for kind in ('png', 'bmp', 'gif'):
    if kind != 'gif':  # of small images Pillow gives only the colours that occur, numbered anew
        indexed.save(out(f'pillow-palette.{kind}'))
        grey.save(out(f'pillow-grey.{kind}'))
    Image.fromarray(values(2).astype(bool)).save(out(f'pillow-1bit.{kind}'))
Image.fromarray(rgb(20)).save(out('pillow-rgb.png'))
Image.fromarray(rgb(20, True)).save(out('pillow-rgba.png'))
Image.fromarray(rgb(20)).save(out('pillow-rgb.bmp'))
falling = indexed.copy()
falling.putpalette([255 - i // 3 for i in range(768)])
falling.save(out('pillow-falling-grey.bmp'))
Image.fromarray(rgb(20, True)).save(out('pillow-rgba.bmp'))
grey.convert('LA').save(out('pillow-grey-alpha.png'))
Image.fromarray(wide).save(out('pillow-16bit.png'))
grey.save(out('pillow-frames.gif'), save_all=True, append_images=[Image.fromarray(rgb(20)).quantize(16)])
for n, bits in ((4, 2), (16, 4)):
    few = Image.fromarray(values(n).astype(np.uint8), 'P')
    few.putpalette(PALETTE[:3 * n])
    few.save(out(f'pillow-palette-{bits}bit.png'), bits=bits)
    few.save(out(f'pillow-palette-{bits}bit.gif'))
few.save(out('pillow-palette-4bit.bmp'))

# tifffile
for kind in ('uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64'):
    least = -5 if kind.startswith('i') else 0
    data = values(100, least).astype(kind)
    tifffile.imwrite(out(f'tifffile-{kind}.tif'), data, photometric='minisblack', compression='zlib', predictor=kind != 'uint64' and kind != 'int64')
tifffile.imwrite(out('tifffile-big-endian.tif'), wide, byteorder='>', photometric='minisblack')
tifffile.imwrite(out('tifffile-bigtiff.tif'), wide, bigtiff=True, photometric='minisblack', rowsperstrip=4)
tifffile.imwrite(out('tifffile-tiles.tif'), wide, tile=(16, 16), photometric='minisblack', compression='zlib', predictor=True)
tifffile.imwrite(out('tifffile-float32.tif'), values(9).astype(np.float32), photometric='minisblack')
tifffile.imwrite(out('tifffile-volume.tif'), np.stack([wide, wide, wide]), photometric='minisblack', compression='zlib')
tifffile.imwrite(out('tifffile-rgb-planar.tif'), np.moveaxis(rgb(20), 2, 0), photometric='rgb', planarconfig='separate', compression='zlib')

# GDAL
base = os.path.join(work, 'base.tif')
for kind, name in (('Byte', 'byte'), ('UInt16', 'uint16'), ('Int16', 'int16'), ('UInt32', 'uint32'), ('Int32', 'int32'), ('Float32', 'float32')):
    tifffile.imwrite(base, values(100).astype(np.uint8), photometric='minisblack')
    run('gdal_translate', '-q', '-ot', kind, '-a_srs', 'EPSG:32633', '-a_ullr', '0', '210', '370', '0', '-a_nodata', '99',
        '-co', 'COMPRESS=LZW', '-co', 'PREDICTOR=' + ('3' if kind == 'Float32' else '2'), '-co', 'TILED=YES', '-co', 'BLOCKXSIZE=16', '-co', 'BLOCKYSIZE=16',
        base, out(f'gdal-{name}.tif'))
for name, options in {'deflate': ['COMPRESS=DEFLATE'], 'packbits': ['COMPRESS=PACKBITS'], 'bigtiff': ['BIGTIFF=YES', 'COMPRESS=LZW'],
                      'zstd': ['COMPRESS=ZSTD'], 'lerc': ['COMPRESS=LERC'], 'big-endian': ['ENDIANNESS=BIG', 'BLOCKYSIZE=5']}.items():
    run('gdal_translate', '-q', *[word for option in options for word in ('-co', option)], base, out(f'gdal-{name}.tif'))
run('gdal_translate', '-q', '-of', 'COG', '-co', 'COMPRESS=DEFLATE', '-co', 'BLOCKSIZE=128', base, out('gdal-cog.tif'))
for bits, n in ((1, 2), (2, 4), (4, 16)):
    tifffile.imwrite(base, values(n).astype(np.uint8), photometric='minisblack')
    run('gdal_translate', '-q', '-co', f'NBITS={bits}', '-co', 'COMPRESS=DEFLATE', base, out(f'gdal-{bits}bit.tif'))
run('gdal_translate', '-q', '-co', 'NBITS=5', base, out('gdal-5bit.tif'))
run('gdal_translate', '-q', '-co', 'SPARSE_OK=TRUE', '-co', 'TILED=YES', '-co', 'BLOCKXSIZE=16', '-co', 'BLOCKYSIZE=16', '-scale', '0', '1', '0', '0', base, out('gdal-sparse.tif'))
tifffile.imwrite(base, rgb(20), photometric='rgb')
run('gdal_translate', '-q', '-co', 'COMPRESS=LZW', '-co', 'PREDICTOR=2', '-co', 'INTERLEAVE=PIXEL', base, out('gdal-rgb.tif'))
run('gdal_translate', '-q', '-co', 'COMPRESS=JPEG', base, out('gdal-rgb-jpeg.tif'))
tifffile.imwrite(base, np.concatenate([rgb(20), rgb(20)[:, :, :2]], 2), photometric='minisblack', planarconfig='contig')
run('gdal_translate', '-q', '-co', 'COMPRESS=LZW', '-co', 'INTERLEAVE=BAND', base, out('gdal-5bands.tif'))

# libtiff's tools
plain = out('pillow-grey-none.tif')
for name, options in {'lzw2': ['-c', 'lzw:2'], 'lsb': ['-f', 'lsb2msb'], 'big-endian': ['-B', '-c', 'zip:2'], 'strips': ['-r', '3', '-c', 'packbits'],
                      'tiles': ['-t', '-w', '16', '-l', '16', '-c', 'lzw'], 'bigtiff': ['-8', '-c', 'lzw']}.items():
    run('tiffcp', *options, plain, out(f'libtiff-{name}.tif'))
run('tiffcp', '-f', 'lsb2msb', '-c', 'none', out('gdal-4bit.tif'), out('libtiff-4bit-lsb.tif'))

# ImageMagick, whose command of that name may be another program
source = os.path.join(work, 'grey.png')
grey.save(source)
for name, options in {'lzw': ['-compress', 'LZW'], 'zip': ['-compress', 'Zip'], 'rle': ['-compress', 'RLE'], 'none': ['-compress', 'None'],
                      'msb': ['-compress', 'LZW', '-endian', 'MSB'],
                      '16bit': ['-depth', '16', '-compress', 'Zip', '-define', 'tiff:predictor=2'],
                      'white-is-zero': ['-define', 'quantum:polarity=min-is-white', '-compress', 'LZW']}.items():
    run('/usr/bin/convert', source, *options, out(f'imagemagick-{name}.tif'))
for kind in ('bmp', 'png'):
    run('/usr/bin/convert', source, out(f'imagemagick-grey.{kind}'))
run('/usr/bin/convert', out('pillow-1bit.png'), '-interlace', 'PNG', out('imagemagick-interlaced.png'))
run('/usr/bin/convert', out('pillow-palette-4bit.gif'), '-interlace', 'GIF', out('imagemagick-interlaced.gif'))
run('/usr/bin/convert', out('pillow-palette.bmp'), '-compress', 'RLE', out('imagemagick-rle.bmp'))

# numpy
for kind in ('bool', 'uint8', 'int64', '>i2'):
    np.save(out(f'numpy-{kind.replace(">", "big-endian-")}.npy'), values(2 if kind == 'bool' else 100).astype(kind))
np.save(out('numpy-fortran.npy'), np.asfortranarray(values(100).astype(np.int32)))
np.savez(out('numpy.npz'), values(100).astype(np.int32))
np.savez_compressed(out('numpy-compressed.npz'), labels=values(100).astype(np.uint8))
np.savez(out('numpy-two.npz'), a=values(9)[:2, :2], b=values(9)[:2, :2])

for remark in glob.glob(out('*.aux.xml')):
    os.remove(remark)

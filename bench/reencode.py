#!/usr/bin/env python3
"""Copies a directory tree of PNG label maps, each written again by Pillow with its default settings: reencode.py FROM TO

Maskwise writes its PNG files without row filters; libpng, and so Pillow and OpenCV, filters every row by a heuristic.
Most data sets are of the second kind, and they cost a reader more.
"""

import shutil
import sys
from pathlib import Path

from PIL import Image


def main():
    source, target = map(Path, sys.argv[1:])
    if target.exists():
        sys.exit(f"reencode.py: {target} is there already: name a new folder.")
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".png":
            with Image.open(path) as image:
                image.save(copy)
        elif path.is_file():
            shutil.copyfile(path, copy)


if __name__ == "__main__":
    main()

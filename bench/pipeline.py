#!/usr/bin/env python3
"""Evaluates segmentation models with Pillow, numpy and one process per core: what a careful data scientist would write
without Maskwise, and the yardstick of whole-job.sh.

    pipeline.py --truth DIR --prediction NAME=DIR [--prediction NAME=DIR ...] --classes N [--ignore N] [--workers N]

Label maps are 8-bit PNG files, paired by relative path. Each truth is decoded once for all models. Prints one JSON
object; "seconds" is the work alone, "start_up_seconds" what came before it: imports, listing the files, starting the
processes and letting each decode and count one image.
"""

import time

STARTED = time.perf_counter()

import argparse
import json
import multiprocessing
import os
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

import confusion

COUNTING = {"narrow": confusion.narrow, "textbook": confusion.textbook}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True, metavar="DIR")
    parser.add_argument("--prediction", action="append", required=True, metavar="NAME=DIR")
    parser.add_argument("--classes", type=int, required=True, metavar="N")
    parser.add_argument("--ignore", type=int, metavar="N", help="truth label whose pixels do not count")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    parser.add_argument("--counting", choices=COUNTING, default="narrow", help="see confusion.py (default: narrow)")
    chosen = parser.parse_args()
    if not 1 <= chosen.classes <= 256:
        parser.error("--classes must be 1 to 256: the label maps have 8 bits")
    if any("=" not in prediction for prediction in chosen.prediction):
        parser.error("--prediction must be NAME=DIR")
    return chosen


def labels(path):
    with Image.open(path) as image:
        if image.mode not in ("L", "P"):
            raise ValueError(f"{path} is not an 8-bit label map but has the mode {image.mode}")
        return np.asarray(image)


def start(chosen, directories):
    global OPTIONS, DIRECTORIES
    OPTIONS, DIRECTORIES = chosen, directories


def evaluate(image_id):
    """The pixels of one image and its confusion counts: models x K x K."""
    truth = labels(OPTIONS.truth / image_id)
    counts = np.empty((len(DIRECTORIES), OPTIONS.classes, OPTIONS.classes), np.int64)
    for i, directory in enumerate(DIRECTORIES):
        prediction = labels(directory / image_id)
        if prediction.shape != truth.shape:
            raise ValueError(f"{image_id}: truth and prediction differ in shape")
        counts[i] = COUNTING[OPTIONS.counting](truth, prediction, OPTIONS.classes, OPTIONS.ignore)
    return image_id, truth.size * len(DIRECTORIES), counts


def main():
    chosen = arguments()
    models = dict(prediction.split("=", 1) for prediction in chosen.prediction)
    image_ids = sorted(str(path.relative_to(chosen.truth)) for path in chosen.truth.rglob("*.png"))
    if not image_ids:
        sys.exit(f"{chosen.truth} has no PNG files")
    directories = [Path(directory) for directory in models.values()]
    with multiprocessing.Pool(chosen.workers, start, (chosen, directories)) as pool:
        pool.map(evaluate, image_ids[:1] * (4 * chosen.workers), chunksize=1)
        begun = time.perf_counter()
        per_image = {}
        pixels = 0
        chunk = max(1, min(8, len(image_ids) // (8 * chosen.workers)))
        for image_id, size, counts in pool.imap_unordered(evaluate, image_ids, chunk):
            per_image[image_id] = counts
            pixels += size
        total = sum(per_image.values())
        means = {model: confusion.mean_iou(total[i]) for i, model in enumerate(models)}
        ended = time.perf_counter()
    print(
        json.dumps(
            {
                "images": len(per_image),
                "models": len(models),
                "pixels": pixels,
                "workers": chosen.workers,
                "start_up_seconds": round(begun - STARTED, 3),
                "seconds": round(ended - begun, 3),
                "mean_iou": means,
                "confusion_crc32": f"{zlib.crc32(total.tobytes()):08x}",
                "confusion": {model: total[i].tolist() for i, model in enumerate(models)},
            }
        )
    )


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Nanoseconds per pixel of numpy's confusion counts on one core: a realistic pair of label maps and uniform random
labels, 11 and 19 classes, each way of confusion.py. Median and least; the ways take turns, so that a busy machine
slows all of them.

    bincount.py [--truth FILE.png --prediction FILE.png] [--ignore N] [--repeats N]
"""

import argparse
import statistics
import time
from pathlib import Path

import numpy as np
from PIL import Image

import confusion

DATA = Path(__file__).parent / "work" / "data-200-2048x1024"
WIDTH, HEIGHT = 2048, 1024


def pairs(chosen):
    truth = np.asarray(Image.open(chosen.truth))
    prediction = np.asarray(Image.open(chosen.prediction))
    random = np.random.default_rng(20)
    for classes in (11, 19):
        yield f"pair from PNG, ignore {chosen.ignore}", classes, truth, prediction, chosen.ignore
        uniform = random.integers(0, classes, (2, HEIGHT, WIDTH), np.uint8)
        yield "uniform random, no ignore", classes, *uniform, None


def measure(classes, truth, prediction, ignore, repeats):
    """Nanoseconds per pixel by name of the way: the median and the least."""
    valid = np.ones(truth.shape, bool) if ignore is None else truth != ignore
    index = truth[valid].astype(np.int64) * classes + prediction[valid]
    ways = {
        "bincount alone": (lambda: confusion.bare(index, classes), index.size),
        "narrow": (lambda: confusion.narrow(truth, prediction, classes, ignore), truth.size),
        "textbook": (lambda: confusion.textbook(truth, prediction, classes, ignore), truth.size),
    }
    expected = confusion.textbook(truth, prediction, classes, ignore)
    taken = {name: [] for name in ways}
    for turn in range(repeats + 2):
        for name, (way, pixels) in ways.items():
            begun = time.perf_counter_ns()
            counts = way()
            nanoseconds = time.perf_counter_ns() - begun
            assert (counts == expected).all(), name
            if turn >= 2:
                taken[name].append(nanoseconds / pixels)
    return {name: (statistics.median(values), min(values)) for name, values in taken.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, default=DATA / "truth/day/scene-0000.png", metavar="FILE")
    parser.add_argument("--prediction", type=Path, default=DATA / "sharp/day/scene-0000.png", metavar="FILE")
    parser.add_argument("--ignore", type=int, default=255, metavar="N")
    parser.add_argument("--repeats", type=int, default=25, metavar="N")
    chosen = parser.parse_args()
    for path in (chosen.truth, chosen.prediction):
        if not path.is_file():
            parser.error(f"{path} is not there: run whole-job.sh first, or name a pair with --truth and --prediction")
    print(f"ns per pixel, median of {chosen.repeats} (least); numpy {np.__version__}")
    for name, classes, truth, prediction, ignore in pairs(chosen):
        taken = measure(classes, truth, prediction, ignore, chosen.repeats)
        ways = (f"{way} {median:.2f} ({least:.2f})" for way, (median, least) in taken.items())
        print(f"K = {classes}, {name}: " + ", ".join(ways))


if __name__ == "__main__":
    main()

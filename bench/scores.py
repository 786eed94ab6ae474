#!/usr/bin/env python3
"""Evaluates models that give logits with Pillow, numpy and PyTorch, one process per core: the yardstick of ratios.py for
scores. One class by its logits, or every class by a channel each, in NumPy files.

    scores.py --truth DIR --prediction NAME=DIR [--prediction NAME=DIR ...] --classes N [--foreground N] [--ignore N]

For each image and model: the confusion matrix, cross-entropy, focal loss, soft Dice and the Lovász loss; means over the
images that have pixels. That is the common part of what Maskwise gives, without its curves, calibration, intervals and tables.
"""

import argparse
import json
import multiprocessing
import os
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import confusion
import losses


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True, metavar="DIR")
    parser.add_argument("--prediction", action="append", required=True, metavar="NAME=DIR")
    parser.add_argument("--classes", type=int, required=True, metavar="N")
    parser.add_argument("--foreground", type=int, metavar="N", help="the class of the logits; without it every class")
    parser.add_argument("--ignore", type=int, default=-1, metavar="N")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    return parser.parse_args()


def start(chosen, directories):
    global OPTIONS, DIRECTORIES
    OPTIONS, DIRECTORIES = chosen, directories
    torch.set_num_threads(1)


def binary(logits, truth):
    truth = (truth == OPTIONS.foreground).float()
    values = [
        F.binary_cross_entropy_with_logits(logits, truth),
        losses.focal(logits, truth),
        losses.soft_dice(logits, truth),
        losses.lovasz_hinge(logits, truth),
    ]
    counts = confusion.narrow(truth.numpy().astype(np.uint8), (logits > 0).numpy().astype(np.uint8), 2, None)
    return values, counts


def multiclass(logits, truth):
    logarithms = F.log_softmax(logits, 0)
    probabilities = logarithms.exp()
    own = logarithms.gather(0, truth[None])[0]
    one_hot = F.one_hot(truth, OPTIONS.classes).T.float()
    overlap = (probabilities * one_hot).sum(1)
    values = [
        -own.mean(),
        (-((1 - own.exp()) ** 2) * own).mean(),
        1 - ((2 * overlap + 1e-6) / (probabilities.sum(1) + one_hot.sum(1) + 1e-6)).mean(),
        lovasz_softmax(probabilities, one_hot),
    ]
    predicted = logits.argmax(0).numpy().astype(np.uint8)
    return values, confusion.narrow(truth.numpy().astype(np.uint8), predicted, OPTIONS.classes, None)


def lovasz_softmax(probabilities, one_hot):
    """The mean over the classes that occur."""
    values = []
    for p, y in zip(probabilities, one_hot):
        if y.any():
            errors, order = (y - p).abs().sort(descending=True)
            values.append(torch.dot(errors, losses.jaccard_steps(y[order])))
    return torch.stack(values).mean() if values else torch.tensor(float("nan"))


def evaluate(image_id):
    truth = torch.from_numpy(np.asarray(Image.open(OPTIONS.truth / image_id)).astype(np.int64)).flatten()
    valid = truth != OPTIONS.ignore
    results = []
    for directory in DIRECTORIES:
        scores = torch.from_numpy(np.load(directory / (image_id[: -len(".png")] + ".npy")).astype(np.float32))
        if OPTIONS.foreground is not None:
            values, counts = binary(scores.flatten()[valid], truth[valid])
        else:
            values, counts = multiclass(scores.reshape(OPTIONS.classes, -1)[:, valid], truth[valid])
        results.append(([float(value) for value in values], counts))
    return results


def main():
    chosen = arguments()
    models = dict(prediction.split("=", 1) for prediction in chosen.prediction)
    image_ids = sorted(str(path.relative_to(chosen.truth)) for path in chosen.truth.rglob("*.png"))
    directories = [Path(directory) for directory in models.values()]
    with multiprocessing.Pool(chosen.workers, start, (chosen, directories)) as pool:
        images = list(pool.imap_unordered(evaluate, image_ids, 1))
    report = {"images": len(images)}
    for m, model in enumerate(models):
        counts = sum(image[m][1] for image in images)
        names = ["cross_entropy", "focal", "soft_dice", "lovasz"]
        means = np.nanmean([image[m][0] for image in images], 0)
        report[model] = {"mean_iou": confusion.mean_iou(counts), **dict(zip(names, means))}
    print(json.dumps(report))


if __name__ == "__main__":
    main()

"""Confusion counts with numpy, three ways. All give the same K x K int64 matrix: rows truth, columns prediction.

`ignore` is a truth label whose pixels do not count, or None. A label that is neither a class nor ignore raises
ValueError: without that check a wrong label would silently count for another class.
"""

import numpy as np


def textbook(truth, prediction, classes, ignore):
    """The way of most tutorials: select the valid pixels, form 64-bit indices, count them."""
    if ignore is not None:
        valid = truth != ignore
        if not valid.all():
            truth, prediction = truth[valid], prediction[valid]
    _check(truth, prediction, classes)
    index = truth.astype(np.int64).ravel() * classes + prediction.ravel()
    return np.bincount(index, minlength=classes * classes).reshape(classes, classes)


def narrow(truth, prediction, classes, ignore):
    """The fastest we know: 16-bit indices formed in place, and a row of buckets for each possible truth label, so that
    ignored pixels need no selection. For 8-bit label maps."""
    if prediction.size and prediction.max() >= classes:
        raise ValueError(f"prediction has the label {prediction.max()}, there are {classes} classes")
    index = truth.astype(np.uint16).ravel()
    index *= classes
    index += prediction.ravel()
    counts = np.bincount(index, minlength=256 * classes).reshape(256, classes)
    if ignore is not None:
        counts[ignore] = 0
    if counts[classes:].any():
        label = classes + int(counts[classes:].any(axis=1).argmax())
        raise ValueError(f"truth has the label {label}, there are {classes} classes")
    return counts[:classes]


def bare(index, classes):
    """np.bincount alone, the index of every pixel being given as int64: a lower bound for any way that uses it."""
    return np.bincount(index, minlength=classes * classes).reshape(classes, classes)


def mean_iou(confusion):
    """Mean over the classes that occur in truth or prediction of intersection / union, in float64."""
    intersection = np.diag(confusion).astype(np.float64)
    union = confusion.sum(0) + confusion.sum(1) - np.diag(confusion)
    return float((intersection[union > 0] / union[union > 0]).mean()) if union.any() else None


def _check(truth, prediction, classes):
    for name, labels in (("truth", truth), ("prediction", prediction)):
        if labels.size and labels.max() >= classes:
            raise ValueError(f"{name} has the label {labels.max()}, there are {classes} classes")

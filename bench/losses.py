#!/usr/bin/env python3
"""Nanoseconds per pixel of losses by the textbook formulas in PyTorch, on one core: what the JMH benchmarks of the same
losses are compared with (losses.sh). Random logits are N(0, 3); a good model's are N(4, 2), with the sign of the truth.

    losses.py [--pixels 2097152] [--runs 15] [--lines FILE]   FILE gets "loss content ns" a line
"""

import argparse
import statistics
import time

import torch
import torch.nn.functional as F

CLASSES = 19


def cross_entropy(logits, truth):
    """The formula as it stands in the books."""
    return (logits.clamp(min=0) - logits * truth + torch.log1p(torch.exp(-logits.abs()))).mean()


def fused_cross_entropy(logits, truth):
    """PyTorch's own function, one operation."""
    return F.binary_cross_entropy_with_logits(logits, truth)


def focal(logits, truth, gamma=2.0, alpha=0.25):
    loss = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    p = torch.sigmoid(logits)
    p_t = p * truth + (1 - p) * (1 - truth)
    alpha_t = alpha * truth + (1 - alpha) * (1 - truth)
    return (alpha_t * (1 - p_t) ** gamma * loss).mean()


def soft_dice(logits, truth, eps=1e-6):
    p = torch.sigmoid(logits)
    return 1 - 2 * (p * truth).sum() / (p.sum() + truth.sum() + eps)


def multiclass_cross_entropy(logits, truth):
    """The formula: probabilities, that of the truth, its logarithm."""
    probabilities = F.softmax(logits, 1)
    return -probabilities.gather(1, truth[:, None]).log().mean()


def fused_multiclass_cross_entropy(logits, truth):
    """PyTorch's own function, which makes no probabilities."""
    return F.cross_entropy(logits, truth)


def softmax(logits, truth):
    """The probabilities alone."""
    return F.softmax(logits, 1)


def jaccard_steps(foreground):
    """By how much the Jaccard loss grows with each further error, the greatest error first."""
    foreground = foreground.float()
    total = foreground.sum()
    intersection = total - foreground.cumsum(0)
    union = total + (1 - foreground).cumsum(0)
    loss = 1 - intersection / union
    return torch.cat([loss[:1], loss[1:] - loss[:-1]])


def lovasz_hinge(logits, truth):
    errors = 1 - logits * (2 * truth - 1)
    errors, order = torch.sort(errors, descending=True)
    return torch.dot(F.relu(errors), jaccard_steps(truth[order]))


def lovasz_softmax(logits, truth):
    probabilities = F.softmax(logits, 1)
    losses = []
    for c in range(logits.shape[1]):
        foreground = (truth == c).float()
        if foreground.sum() > 0:
            errors, order = torch.sort((foreground - probabilities[:, c].reshape(-1)).abs(), descending=True)
            losses.append(torch.dot(errors, jaccard_steps(foreground[order])))
    return torch.stack(losses).mean()


def one_class(content, pixels):
    truth = (torch.rand(pixels) < 0.5).float()
    noise = torch.randn(pixels)
    logits = 3 * noise if content == "RANDOM" else (2 * truth - 1) * (4 + 2 * noise)
    return logits, truth


def many_classes(content, pixels):
    """Logits of 1 x classes x pixels, as a network gives them."""
    truth = torch.randint(CLASSES, (1, pixels))
    logits = 3 * torch.randn(1, CLASSES, pixels)
    if content == "GOOD":
        logits = logits / 3
        logits.scatter_add_(1, truth[:, None], 4 + 2 * torch.randn(1, 1, pixels))
    return logits, truth.reshape(1, pixels)


def median_ns(loss, logits, truth, runs):
    flat = truth.reshape(-1) if loss is lovasz_softmax else truth
    loss(logits, flat)
    times = []
    for _ in range(runs):
        start = time.perf_counter_ns()
        loss(logits, flat)
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / truth.numel()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pixels", type=int, default=2048 * 1024)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--lines")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    lines = []
    with torch.no_grad():
        for content in "RANDOM", "GOOD":
            for data, losses, runs in (
                (one_class, (cross_entropy, fused_cross_entropy, focal, soft_dice, lovasz_hinge), options.runs),
                (many_classes, (multiclass_cross_entropy, fused_multiclass_cross_entropy, softmax, lovasz_softmax), max(3, options.runs // 5)),
            ):
                logits, truth = data(content, options.pixels)
                for loss in losses:
                    lines.append((loss.__name__, content, median_ns(loss, logits, truth, runs)))
    text = "".join(f"{name} {content} {ns:.3f}\n" for name, content, ns in lines)
    if options.lines:
        with open(options.lines, "w") as file:
            file.write(text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()

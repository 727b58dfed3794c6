"""What a reader's columns of class probabilities say: the string, its probability, alternatives.

Columns are read as in connectionist temporal classification: class 0 is nothing, and a letter
stands in one column or in several that follow each other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def make_probabilities(odds: NDArray[np.floating], temperature: float) -> Floats:
    """Return the probabilities of classes of which the logarithms of odds are given."""
    scaled = np.asarray(odds, np.float64) / temperature
    scaled -= scaled.max(axis=-1, keepdims=True)
    result = np.exp(scaled)
    return np.asarray(result / result.sum(axis=-1, keepdims=True))


def read_labels(probabilities: Floats) -> list[int]:
    """Return the classes of the string that the columns show, each column at its likeliest."""
    best = probabilities.argmax(axis=1)
    changed = np.concatenate(([True], best[1:] != best[:-1]))
    return [int(label) for label in best[changed] if label]


def weigh(probabilities: Floats, labels: list[int]) -> tuple[float, Floats]:
    """Return how likely a string is, and what each of its letters may be instead.

    Args:
        probabilities: columns by classes.
        labels: the classes of the string, one at least.

    Returns:
        The probability of the string; and for each of its places the probability of each class,
        if all other places are as they are: rows that sum to 1.
    """
    length, count = len(probabilities), len(labels)
    # States: nothing before the first letter, the first letter, nothing after it, and so on.
    states = np.zeros(2 * count + 1, np.intp)
    states[1::2] = labels
    emitted = probabilities[:, states]
    skips = np.zeros(2 * count + 1)
    skips[3::2] = states[3::2] != states[1:-2:2]
    forward = _walk(emitted, skips)
    backward = _walk(emitted[::-1, ::-1], _reverse(skips))
    backward = backward[::-1, ::-1]
    return _replace(probabilities, labels, forward, backward, length)


def _reverse(skips: Floats) -> Floats:
    """Return which states may be reached past the one before, walking back from the end."""
    result = np.zeros_like(skips)
    result[3::2] = skips[3::2][::-1]
    return result


def _walk(emitted: Floats, skips: Floats) -> Floats:
    """Return the probability of being in each state at each column, with all columns before it."""
    length, count = emitted.shape
    result = np.zeros((length, count))
    result[0, :2] = emitted[0, :2]
    for place in range(1, length):
        last = result[place - 1]
        now = last.copy()
        now[1:] += last[:-1]
        now[2:] += skips[2:] * last[:-2]
        result[place] = now * emitted[place]
    return result


def _replace(
    probabilities: Floats, labels: list[int], forward: Floats, backward: Floats, length: int
) -> tuple[float, Floats]:
    """Return the probability of the string, and of each with one letter replaced by a class."""
    count, classes = len(labels), probabilities.shape[1]
    known = np.asarray(labels)
    every = np.arange(classes)
    # Ways into a letter: from nothing before it, or from another letter before it.
    enter = np.zeros((length, count, classes))
    enter[1:] = forward[:-1, 0:-2:2, None]
    enter[0, 0] = 1.0
    other = every[None, :] != known[:-1, None]
    enter[1:, 1:] += forward[:-1, 1:-2:2, None] * other
    # And out of it: to nothing after it, to another letter, or to the end.
    leave = np.zeros((length, count, classes))
    leave[:-1] = backward[1:, 2::2, None]
    leave[-1, -1] = 1.0
    other = every[None, :] != known[1:, None]
    leave[:-1, :-1] += backward[1:, 3::2, None] * other
    held = np.zeros((count, classes))
    total = np.zeros((count, classes))
    for place in range(length):
        held = (held + enter[place]) * probabilities[place]
        total += held * leave[place]
    total[:, 0] = 0.0
    chance = float(total[0, known[0]])
    sums = total.sum(axis=1, keepdims=True)
    return chance, np.divide(total, sums, out=np.zeros_like(total), where=sums > 0)

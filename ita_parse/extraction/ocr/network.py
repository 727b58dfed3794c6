"""A small network of convolutions that reads strips of numbers, computed with NumPy alone.

Trained by `python -m fixtures.make.number_reader`, which has the same layers in torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FOREIGN = "\ufffd"
"""Stands for a letter that is none of a number's."""

ALPHABET = f"๐๑๒๓๔๕๖๗๘๙0123456789.,-+%/() ieoIEOT{FOREIGN}"
"""What the network tells apart; class 0 is nothing, class 1 the first of these."""

CLASSES = len(ALPHABET) + 1

STRIDE = 2
"""The network gives one column of classes for so many columns of a strip."""


@dataclass(frozen=True)
class Layer:
    """A convolution followed by cutting off what is below 0.

    Attributes:
        name: what its weights are called.
        size: rows and columns of its window.
        step: rows and columns from one window to the next.
        outputs: how many figures it gives for each window.
        padding: rows and columns of 0 on each side.
    """

    name: str
    size: tuple[int, int]
    step: tuple[int, int]
    outputs: int
    padding: tuple[int, int]


LAYERS = (
    Layer("strokes", (3, 3), (2, 2), 16, (1, 1)),
    Layer("corners", (3, 3), (1, 1), 32, (1, 1)),
    Layer("loops", (3, 3), (2, 1), 48, (1, 1)),
    Layer("parts", (3, 3), (2, 1), 64, (1, 1)),
    Layer("columns", (4, 3), (1, 1), 128, (0, 1)),
    Layer("letters", (1, 5), (1, 1), 128, (0, 2)),
    Layer("neighbours", (1, 5), (1, 1), 128, (0, 2)),
)


class Network:
    """The network with its weights.

    Args:
        weights: for each layer its matrix (name + ".weight": window and inputs by outputs) and its
            constants (name + ".bias"); "classes" for the columns and "number" for the whole strip.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        self._weights = {name: np.asarray(array, np.float32) for name, array in weights.items()}

    def read(self, strips: Sequence[Floats], width: int) -> tuple[Floats, Floats]:
        """Read strips.

        Args:
            strips: ink from 0 to 1, rows by columns.
            width: columns that each is filled up to, with paper.

        Returns:
            The logarithms of the odds (not yet made probabilities) of each class, strips by columns
            by classes, columns of 0 after a strip's own; and the logarithm of the odds that a strip
            is a number.
        """
        values = np.zeros((len(strips), strips[0].shape[0], width + width % STRIDE, 1), np.float32)
        for place, strip in enumerate(strips):
            values[place, :, : strip.shape[1], 0] = strip
        for layer in LAYERS:
            values = self._convolve(values, layer)
        columns = values[:, 0]
        classes = columns @ self._weights["classes.weight"] + self._weights["classes.bias"]
        lengths = [count_columns(strip) for strip in strips]
        pooled = np.stack(
            [
                np.concatenate((one[:length].mean(axis=0), one[:length].max(axis=0)))
                for one, length in zip(columns, lengths, strict=True)
            ]
        )
        odds = pooled @ self._weights["number.weight"] + self._weights["number.bias"]
        return classes, odds[:, 0]

    def _convolve(self, values: Floats, layer: Layer) -> Floats:
        count, height, width, inputs = values.shape
        (rows, columns), (down, along) = layer.size, layer.step
        above, before = layer.padding
        padded = np.zeros((count, height + 2 * above, width + 2 * before, inputs), np.float32)
        padded[:, above : above + height, before : before + width] = values
        high = (height + 2 * above - rows) // down + 1
        wide = (width + 2 * before - columns) // along + 1
        windows = np.empty((count, high, wide, rows, columns, inputs), np.float32)
        for row in range(rows):
            for column in range(columns):
                windows[:, :, :, row, column] = padded[
                    :, row : row + down * high : down, column : column + along * wide : along
                ]
        flat = windows.reshape(count * high * wide, rows * columns * inputs)
        result = flat @ self._weights[f"{layer.name}.weight"]
        result += self._weights[f"{layer.name}.bias"]
        np.maximum(result, 0.0, out=result)
        return result.reshape(count, high, wide, -1)


def count_columns(strip: Floats) -> int:
    """Return how many columns of classes a strip has."""
    return -(-int(strip.shape[1]) // STRIDE)


@dataclass(frozen=True)
class Trained:
    """The network of the package, and what makes its figures probabilities.

    Attributes:
        network: the network.
        temperature: the classes' logarithms of odds are divided by it.
        certainty: slope and constant that make a string's log odds those of its being right.
    """

    network: Network
    temperature: float
    certainty: tuple[float, float]


@cache
def load_trained() -> Trained:
    """Load the network of the package; it is read once and shared."""
    with (
        files("ita_parse.data").joinpath("number_reader.npz").open("rb") as file,
        np.load(file) as arrays,
    ):
        weights = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
    slope, constant = weights.pop("certainty").tolist()
    temperature = float(weights.pop("temperature"))
    return Trained(Network(weights), temperature, (slope, constant))

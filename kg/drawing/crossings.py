"""How tangled a picture is: lines that cross, and lines that run through a box that isn't their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Ends = NDArray[np.int64]

_THROUGH_BOX = 3  # a line under a label is harder to read than two that cross


def count_tangles(points: Points, sizes: Points, ends: Ends) -> int:
    """Return the number of crossings, lines through boxes weighed thrice.

    Args:
        points: the boxes' centres, n × 2.
        sizes: their widths and heights, n × 2.
        ends: the lines' ends, places in `points`, m × 2.
    """
    if not len(ends):
        return 0
    starts, stops = points[ends[:, 0]], points[ends[:, 1]]
    return _count_crossings(starts, stops, ends) + _THROUGH_BOX * _count_covered(starts, stops, ends, points, sizes)


def _count_crossings(starts: Points, stops: Points, ends: Ends) -> int:
    def sides(from_: Points, to: Points, other: Points) -> Points:
        along, across = (to - from_)[:, None, :], other[None, :, :] - from_[:, None, :]
        turned: Points = np.sign(along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0])
        return turned

    apart = sides(starts, stops, starts) * sides(starts, stops, stops) < 0
    shared = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    return int((apart & apart.T & ~shared).sum()) // 2


def _count_covered(starts: Points, stops: Points, ends: Ends, points: Points, sizes: Points) -> int:
    """Count lines that meet a box, axis by axis: the stretch of the line that lies within (Kay and Kajiya 1986)."""
    way = stops - starts
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)[:, None, :]
    near = (points - sizes / 2)[None, :, :] - starts[:, None, :]
    far = (points + sizes / 2)[None, :, :] - starts[:, None, :]
    enters = np.minimum(near / way, far / way).max(axis=2)
    leaves = np.maximum(near / way, far / way).min(axis=2)
    inside = (enters < leaves) & (leaves > 0) & (enters < 1)
    np.put_along_axis(inside, ends, False, axis=1)
    return int(inside.sum())

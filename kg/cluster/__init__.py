"""A build by Dask, over processes and machines; an extra: `pip install 'kg[cluster]'`."""

from __future__ import annotations

from kg.cluster.building import Cluster, build_on_cluster

__all__ = ["Cluster", "build_on_cluster"]

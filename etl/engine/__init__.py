"""Reading and extraction in shards, on one process, several, or a cluster.

    cut     a collection into shards: some thirty documents each, by content, so that one more article changes one shard
    work    one task a shard: entries → documents → items → a Parquet file of claims, named by what it was made from
    spread  the tasks over Dask: a local cluster, or one that runs; what a dead worker had goes to another
    gather  the Parquet files of a collection, merged outside memory, into its claims file

A finished shard is a file; a build that was interrupted, or a collection with one article more, does only the shards that have no file.
The result does not depend on how many workers there were, nor on how many of them died.
"""

from etl.engine.collection import read_collection

__all__ = ["read_collection"]

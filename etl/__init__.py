"""Embassy Row: who met whom, in what capacity, where and when, and who says so.

The flow goes one way: sources → (read) documents → (extract) claims → (resolve) facts → (publish) package and database → Datasette.
"""

__version__ = "0.1.0"

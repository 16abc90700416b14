"""Documents in which people have marked what a reader should find: each mention, what it stands for, and the facts.

`training/README.md` describes the format and how the corpus of this project is annotated.
"""

from kg.annotations.documents import AnnotatedDocument, Fact, Mark, Thing, parse_documents, read_folder

__all__ = ["AnnotatedDocument", "Fact", "Mark", "Thing", "parse_documents", "read_folder"]

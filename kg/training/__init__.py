"""Makes the reader's weights from annotated documents: `python -m kg.training`; needs the extra `train`."""

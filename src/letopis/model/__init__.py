"""The model: records, dates, names, the read-only archive. No Sphinx, no docutils."""

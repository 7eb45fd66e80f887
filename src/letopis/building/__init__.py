"""Builds all outputs of a project and shows it while it is written: ``letopis build`` and ``letopis serve``.

Nothing here knows records: it starts Sphinx, looks at what came of it, and puts it in place in one step.
"""

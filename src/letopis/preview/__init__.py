"""The live preview: a server that shows the pages while they are written, and the process that builds them."""

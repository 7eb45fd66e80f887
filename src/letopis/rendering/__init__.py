"""What views show, as docutils nodes: the same for HTML, PDF, EPUB and plain text."""

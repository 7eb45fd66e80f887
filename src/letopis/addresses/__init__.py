"""The addresses of pages and of their parts: how they are made, kept over the years, and led on to new ones."""

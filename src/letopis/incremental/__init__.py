"""What makes a rebuild quick: which pages are outdated, stamps of written files, numbering without doctrees."""

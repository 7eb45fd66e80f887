"""Directives: records and the views that show them."""

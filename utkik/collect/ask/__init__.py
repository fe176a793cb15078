"""Asking feeds: whose turn it is, many in the air at once, and what is written of each as it lands."""

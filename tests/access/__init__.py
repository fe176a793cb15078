"""Who may see and do what, written by hand, apart from the decorators: one file per step."""

"""What a person sees and does with sources: follow, take in, give out, and how each one is."""

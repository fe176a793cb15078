"""Full texts of articles, where an organisation chose so."""

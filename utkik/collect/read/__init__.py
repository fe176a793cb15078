"""From bytes to readings: every form that comes from outside, read without a database where a runaway is killed."""

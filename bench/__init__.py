"""How fast Utkik is with years of data in it. `make bench` makes the data, measures and prints."""

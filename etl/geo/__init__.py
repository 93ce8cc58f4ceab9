"""States and places: what a name of a country, a people or a town stands for, on a given day."""

"""The budget analysis: what the trends mean for one year's budget, whole and committee by committee."""

"""The control API of the simulator (``/control``): act as a person, read the ledger, make trouble, travel in time."""

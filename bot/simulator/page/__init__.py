"""The page of phones at ``/`` of the simulator."""

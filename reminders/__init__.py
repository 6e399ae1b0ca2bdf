"""The clock: ticks, decides what is due, delivers."""

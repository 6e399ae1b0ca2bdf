"""Personal data taken out of what people write."""

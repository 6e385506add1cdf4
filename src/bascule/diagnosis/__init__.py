"""What to conclude of each channel, and of the data it rests on."""

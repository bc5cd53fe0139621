"""The running process: network, clock, environment."""

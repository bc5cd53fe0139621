"""A simulated year of an office: its people, its calendar, and what everybody hears."""

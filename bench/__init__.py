"""Figures: how fast the service is, against what, and where its time goes."""

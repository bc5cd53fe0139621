"""The Zalo Bot Platform's side of the sandbox."""

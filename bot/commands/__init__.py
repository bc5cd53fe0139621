"""What `hoadep` does, a file a group of commands."""

"""A local Bot API server and a chat page."""

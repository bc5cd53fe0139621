"""The memory: tables, and questions asked of them."""

"""The conversation: people, forms and rules; no network, no clock."""

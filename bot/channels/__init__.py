"""One file a channel: wire format to Input, Outgoing to wire calls."""

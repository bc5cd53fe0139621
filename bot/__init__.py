"""The running process: network, clock, environment."""

import sys

# structlog loads Rich and Pygments where it finds them, to colour tracebacks that are never shown: 7 MB for nothing.
sys.modules["rich"] = None  # type: ignore[assignment]
import structlog  # noqa: E402, F401 (it is loaded here, without them)

del sys.modules["rich"]

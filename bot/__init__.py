"""The running process: network, clock, environment."""

import sys

if "rich" not in sys.modules:
    # structlog loads Rich and Pygments where it finds them, to colour tracebacks never shown: 7 MB for nothing.
    sys.modules["rich"] = None  # type: ignore[assignment]
    import structlog  # noqa: F401 (it is loaded here, without them)

    del sys.modules["rich"]

"""demo."""

from pathlib import Path

from bot import logs
from bot.commands.common import explain, read_settings, serve, stop_signal
from bot.tour import play


def demo(config: Path, port: int, *, tour: bool) -> None:
    settings = read_settings(config)
    logs.configure("warning", settings.log.format)  # the transcript is what is to be read here
    try:
        serve(play(settings, port, stop_signal, tour=tour))
    except TimeoutError:
        raise  # an OSError too, but none of a port
    except OSError as error:
        other = f"--port {port % 65535 + 1}"
        explain(
            f"Port {port} cannot be used ({error.strerror or error}).\n"
            f'Choose another: hoadep demo {other}, or make demo ARGS="{other}"'
        )

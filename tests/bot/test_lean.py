"""What the service does without weighs nothing: it is loaded where it is used, if at all."""

import subprocess
import sys

# Each came back unseen at some time, by an import in some file that the service loads.
WITHOUT = {"alembic", "docx", "holidays", "lxml", "matplotlib", "numpy", "pygments", "rich", "xlsxwriter"}


def test_the_service_loads_nothing_that_only_commands_and_papers_need() -> None:
    code = f"import sys, bot.cli, bot.commands.serving, bot.drawing; print(*({WITHOUT} & sys.modules.keys()))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert loaded.split() == []

"""`make holidays`: write down Việt Nam's public holidays as the library `holidays` knows them, one year a line.

The service reads the table: the library loads every country's rules, 20 MB of them. Write it anew when a new version of
the library knows of another decision of the government; a test compares.
"""

from itertools import groupby
from pathlib import Path

import holidays

TABLE = Path(__file__).parent.parent / "handlers" / "data" / "public_holidays.txt"
YEARS = range(2020, 2100)  # the library's calendar of Tết ends with the century


def table() -> str:
    days = sorted(holidays.country_holidays("VN", years=YEARS))
    years = groupby(days, key=lambda day: day.year)
    return "".join(f"{year} {' '.join(f'{day:%m-%d}' for day in found)}\n" for year, found in years)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")

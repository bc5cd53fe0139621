"""The menu last shown, where there are no buttons: its other pages, and the same page after a number that it lacks."""

from handlers import menus
from handlers.turn import Turn


def show(turn: Turn, page: int) -> None:
    """Show another page of the choices."""
    menu = turn.account.menu
    if not menu:
        turn.reply("menu.gone")
        return
    rows = [[one] for one in menus.choices_of(menu)]
    turn.reply("menu.more", buttons=rows, menu_page=page, page=page, pages=menus.pages(menu))


def again(turn: Turn, number: str) -> None:
    """Show the choices again to somebody who typed a number that is not among them."""
    menu = turn.account.menu or []
    rows = [[one] for one in menus.choices_of(menu)]
    turn.reply("menu.again", buttons=rows, menu_page=menus.page_of(menu), number=number)

"""The questions asked after approval: who does likewise, how a recognised model is, what everybody is to hear."""

from handlers.form import Form
from handlers.office import Limits
from handlers.place import Place
from handlers.places import Gazetteer
from handlers.questions import Line, Summary

REPLICATE, HEARTBEAT, BROADCAST = "replicate", "heartbeat", "broadcast"
TO_ALL = 10, 1500  # characters: with our words around them still one message on every channel


def replication_form(limits: Limits, gazetteer: Gazetteer) -> Form:
    """Return what a unit is asked that does as a model does."""
    return Form(
        REPLICATE,
        (
            Line("unit", limits.name_min, limits.name_max),
            Place("place", gazetteer),
            Line("adapted", 3, limits.answer_max, keep_lines=True),
            Summary(send="choice.confirm_replicate", value=REPLICATE),
        ),
    )


def heartbeat_form(limits: Limits) -> Form:
    """Return the form for a few words beside the answer."""
    return Form(HEARTBEAT, (Line("words", 3, limits.answer_max, ask="ask.heartbeat", keep_lines=True),))


def broadcast_form() -> Form:
    """Return what an admin is asked who writes to everybody."""
    message = Line("message", *TO_ALL, keep_lines=True)
    return Form(BROADCAST, (message, Summary(send="choice.confirm_broadcast", value=BROADCAST)))

"""What an office decides for itself: everything in config.toml that the conversation needs."""

from datetime import date, time
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Section(BaseModel):
    """A part of the settings: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(Section):
    """The same words in Vietnamese and in English."""

    vi: Words
    en: Words

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.vi


class FieldOfWork(Section):
    """A field (lĩnh vực): which kinds it suits, which is likelier, an example, hints."""

    slug: Slug
    emoji: str = Field(default="✨", max_length=16)
    name: Wording
    button: Wording
    applies_to: Literal["individual", "collective", "both"] = "both"
    likely: Literal["individual", "collective"] | None = None

    @cached_property
    def label(self) -> Wording:
        return Wording(vi=f"{self.emoji} {self.button.vi}", en=f"{self.emoji} {self.button.en}")


class OfficeInfo(Section):
    """Who runs this, whom to call, who answers for the data."""

    name: Wording
    province: Wording
    contact_name: Words
    contact_phone: Words
    controller: Words
    retention: Wording
    complaint_channel: Wording
    communes: str = "phu_tho.csv"
    time_zone: str = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"
    consent_version: Words = "2026-01"


class Target(Section):
    """A year's targets; a commune (by its code) or a field (by its slug) may have one of its own."""

    collective: Count
    individual: Count
    communes: dict[str, Count] = Field(default_factory=dict)
    fields: dict[str, Count] = Field(default_factory=dict)


class Limits(Section):
    """Lengths in characters, sizes in MB, times as named."""

    name_min: int = Field(default=2, ge=1)
    name_max: int = Field(default=120, le=500)
    story_min: int = Field(default=30, ge=1)
    story_max: int = Field(default=4000, le=20_000)
    answer_max: int = Field(default=1000, le=4000)
    reason_max: int = Field(default=500, le=1000)
    files: int = Field(default=10, ge=0, le=30)
    file_mb: int = Field(default=20, ge=1, le=20)
    messages_per_minute: int = Field(default=120, ge=5)
    review_days: int = Field(default=5, ge=1)
    invite_hours: int = Field(default=72, ge=1)
    draft_nudge_hours: int = Field(default=24, ge=1)
    draft_days: int = Field(default=30, ge=7)  # without a word, after which a draft is deleted
    draft_warn_days: int = Field(default=3, ge=1, le=6)  # before that, when the citizen hears of it


class Ladder(Section):
    """After how many working days a waiting story is spoken of, and to whom."""

    gentle: int = Field(default=1, ge=1)  # to its reviewers
    deputy: int = Field(default=3, ge=1)  # to them again, with their deputies in copy
    lead: int = Field(default=5, ge=1)  # to whoever leads as well
    digest: int = Field(default=7, ge=1)  # by name in the digest

    @model_validator(mode="after")
    def _upwards(self) -> "Ladder":
        if not self.gentle < self.deputy < self.lead < self.digest:
            raise ValueError("must go up: gentle < deputy < lead < digest")
        return self


class Schedule(Section):
    """When the clock speaks; times are local to the office's time zone."""

    reminder: time = time(8, 0)
    digest: time = time(7, 30)
    digest_day: Day = "mon"
    letter: time = time(17, 0)  # "Tuần này", to whoever asked for it
    letter_day: Day = "fri"
    ladder: Ladder = Ladder()
    quiet_from: time = time(21, 0)
    quiet_until: time = time(6, 30)
    working_days: tuple[Day, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)
    public_holidays: bool = True
    days_off: tuple[date, ...] = ()


Level = Literal["commune", "province"]


class Quorum(Section):
    """How many approvals decide at each level."""

    commune: int = Field(default=1, ge=1, le=5)
    province: int = Field(default=1, ge=1, le=5)


class Review(Section):
    """Who decides, how many of them, and what it takes; times as named."""

    levels: tuple[Level, ...] = Field(default=("province",), min_length=1)
    quorum: Quorum = Quorum()
    claim_minutes: int = Field(default=30, ge=1)
    undo_minutes: int = Field(default=10, ge=0)  # that the citizen's message waits, so that a slip can be taken back
    checklist: bool = True  # the six lines on a card
    clearance: bool = True  # "nothing stands against it", needed before piloting
    answer_days: int = Field(default=7, ge=1)  # that a citizen has to add something
    urgent_days: int = Field(default=3, ge=1)  # working days
    look_again_days: int = Field(default=30, ge=1)  # after which the owner of a pilot or a nurtured story is asked
    heartbeat_months: int = Field(default=6, ge=1)
    deadlines: tuple[date, ...] = ()  # before which a rush of stories is pointed out, beside the year's end
    share_percent: int = Field(default=40, ge=1, le=100)  # of a week's stories from one commune or person, then a hint

    @field_validator("levels")
    @classmethod
    def _the_province_decides(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        if levels not in {("province",), ("commune", "province")}:
            raise ValueError('must be ["province"] or ["commune", "province"]')
        return levels


class Reason(Section):
    """A ready-made reason, read by the citizen; its button may say it shorter."""

    slug: Slug
    text: Wording
    button: Wording | None = None

    @property
    def label(self) -> Wording:
        return self.button or Wording(vi=self.text.vi[:60], en=self.text.en[:60])


class Reasons(Section):
    decline: tuple[Reason, ...] = ()
    ask_more: tuple[Reason, ...] = ()
    nurture: tuple[Reason, ...] = ()
    discontinue: tuple[Reason, ...] = ()


class Keywords(Section):
    """Folded words (no accents) that tell a story from something else. In doubt a text is accepted."""

    complaint: tuple[str, ...] = ()
    advert: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()
    deceased: tuple[str, ...] = ()
    health: tuple[str, ...] = ()
    self_story: tuple[str, ...] = ()
    superior: tuple[str, ...] = ()


class Office(Section):
    """All of it."""

    office: OfficeInfo
    targets: dict[int, Target]
    fields: tuple[FieldOfWork, ...]
    limits: Limits = Limits()
    schedule: Schedule = Schedule()
    review: Review = Review()
    reasons: Reasons = Reasons()
    keywords: Keywords = Keywords()

    def field(self, slug: str | None) -> FieldOfWork | None:
        return next((one for one in self.fields if one.slug == slug), None)

    def fields_for(self, kind: str) -> tuple[FieldOfWork, ...]:
        """Return every field: those likely for the kind first, then the possible, the unlikely, and "other"."""
        return tuple(sorted(self.fields, key=lambda one: _unlikeliness(one, kind)))


def _unlikeliness(field: FieldOfWork, kind: str) -> int:
    if field.slug == "other":
        return 3
    if field.applies_to not in {"both", kind}:
        return 2
    return 0 if field.likely in {kind, None} else 1

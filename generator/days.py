"""Days as people call them, seen from today."""

from datetime import date, timedelta

from django.utils import timezone


def heading(day: date) -> str:
    """ "Today", "Yesterday", "Friday 13 March", "Wednesday 31 December 2025" """
    today = timezone.localdate()
    near = {today: "Today", today - timedelta(days=1): "Yesterday"}
    return near.get(day) or f"{day:%A} {short(day)}"


def is_near(day: date) -> bool:
    """Whether it has a name of its own."""
    return timezone.localdate() - day <= timedelta(days=1)


def month(day: date) -> str:
    """ "March", "December 2025" """
    return f"{day:%B}{_year(day)}"


def short(day: date) -> str:
    """ "3 March", "3 March 2024" """
    return f"{day.day} {day:%B}{_year(day)}"


def when(day: date) -> str:
    """ "today", "yesterday", "on Tuesday", "on 3 March" """
    past = (timezone.localdate() - day).days
    if past < 2:
        return "yesterday" if past == 1 else "today"
    return f"on {day:%A}" if past < 7 else f"on {short(day)}"


def _year(day: date) -> str:
    return f" {day.year}" if day.year != timezone.localdate().year else ""

"""Who works in the demo's studio: a small agency. The first one runs the place."""

from dataclasses import dataclass

EMAIL = "demo.invalid"


@dataclass(frozen=True)
class Person:
    """`busy` is how often they sit down to work, compared with the others."""

    username: str
    first_name: str
    last_name: str
    busy: int

    @property
    def email(self) -> str:
        """Also the mark of an account that the demo has made: nobody receives mail there."""
        return f"{self.username}@{EMAIL}"


TEAM = (
    Person("mara", "Mara", "Lindqvist", 5),
    Person("jonas", "Jonas", "Weidinger", 8),
    Person("aiko", "Aiko", "Tanabe", 7),
    Person("lucia", "Lucía", "Herrera", 8),
    Person("tomasz", "Tomasz", "Wrona", 6),
    Person("priya", "Priya", "Raman", 5),
    Person("elif", "Elif", "Yıldız", 7),
    Person("ben", "Ben", "Achterberg", 7),
)

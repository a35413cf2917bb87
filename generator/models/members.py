"""Members: the people with an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from generator.models.feed import Feed

HUES = 12


class Member(AbstractUser):
    download_details = models.BooleanField(
        default=True, help_text="Downloaded pictures carry their prompt, model, author and time."
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "member"
        verbose_name_plural = "members"

    @property
    def name(self) -> str:
        """What colleagues call them."""
        return self.get_full_name() or self.get_username()

    @property
    def is_admin(self) -> bool:
        """Whether they run the place (see the members' panel)."""
        return self.is_staff and self.is_superuser

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        parts = self.name.replace(".", " ").replace("_", " ").replace("-", " ").split()
        letters = parts[0][:2] if len(parts) == 1 else parts[0][:1] + parts[-1][:1] if parts else "?"
        return letters.upper()

    @property
    def hue(self) -> int:
        """Which of the avatar's hues is theirs, 0 to 11; neighbours in the list of members differ."""
        return (self.pk or 0) * 5 % HUES

    @classmethod
    def create_first_admin(cls, username: str, password: str, email: str = "") -> "Member | None":
        """The first account, an admin; None when there is an account already, also one made a moment ago."""
        with transaction.atomic():
            # The feed's row is the studio's one lock: two first admins at once are one too many.
            Feed.objects.select_for_update().get(pk=1)
            if cls.objects.exists():
                return None
            return cls.objects.create_superuser(username, email, password)


def setup_token() -> str:
    """Proves that whoever opens the set-up page has seen the start of the program; useless once there is a member."""
    return salted_hmac("generator.setup", "the first admin", algorithm="sha256").hexdigest()[:32]

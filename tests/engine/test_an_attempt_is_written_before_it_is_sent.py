"""Whatever happens after a POST has left, the ledger knows of it."""

from collections.abc import Callable

from generator.models import Attempt, Generation, Member
from tests.engine.driving import Engine, Wire, ask, wait_for


def test_the_row_is_committed_when_the_post_leaves(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    seen = []

    def look(body: dict[str, object]) -> None:
        # From another connection, which sees only what is committed.
        attempt = Attempt.objects.get(generation=made)
        seen.append((attempt.outcome, Generation.objects.get(pk=made.pk).status))

    with engine(transport=Wire(look)):
        wait_for(made, "succeeded")
    assert seen == [("open", "submitting")]


def test_its_token_is_in_the_address_of_the_webhook(engine: Callable[..., Engine], alice: Member) -> None:
    made = ask(alice, "A quiet lake")
    sent = []

    def look(body: dict[str, object]) -> None:
        sent.append((body["webhook_url"], Attempt.objects.get(generation=made).token))

    with engine(transport=Wire(look), webhook_url=lambda token: f"https://studio.example.com/hook/{token}/"):
        wait_for(made, "succeeded")
    ((address, token),) = sent
    assert address == f"https://studio.example.com/hook/{token}/"

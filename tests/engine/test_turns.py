"""The engine sends in turn."""

from collections.abc import Callable

from generator.models import Member
from generator.sandbox.server import Sandbox
from tests.engine.driving import Engine, ask, wait_until


def test_a_colleague_is_sent_among_the_first(engine: Callable[..., Engine], alice: Member, bob: Member) -> None:
    for number in range(12):
        ask(alice, f"[never] Lake {number}")
    ask(bob, "A loud sea")
    with Sandbox() as sandbox, engine(url=sandbox.url):
        wait_until(lambda: len(sandbox.posts) == 13)
        assert [post.prompt for post in sandbox.posts].index("A loud sea") < 7

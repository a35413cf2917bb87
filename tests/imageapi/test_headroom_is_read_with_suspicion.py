import pytest

from generator.imageapi.headroom import Headroom, headroom

GOOD = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "299", "x-ratelimit-reset": "60"}


def test_three_good_headers_make_a_headroom() -> None:
    assert headroom(GOOD) == Headroom(limit=300, remaining=299, reset_seconds=60)


@pytest.mark.parametrize("name", sorted(GOOD))
@pytest.mark.parametrize("value", [None, "", "-1", "1.5", "many", "1e3", "9" * 12, "9" * 5000, "٣", "300, 300"])
def test_one_bad_header_makes_none(name, value) -> None:
    headers = {key: text for key, text in (GOOD | {name: value}).items() if text is not None}
    assert headroom(headers) is None

import base64
import hashlib
import hmac

import pytest

from generator.imageapi import BadSignature, MissingSignature, StaleTimestamp, verify

# The test vector of contract 4.1.
BODY = b'{"task_id":"t","status":"COMPLETED","generated":[]}'
NOW = 1700000000
SIGNED = {
    "webhook-id": "msg_1",
    "webhook-timestamp": "1700000000",
    "webhook-signature": "v1,k5bz59FHXWxeJVSymHC4WA7GysAhdZRYhHZKy+RabRo=",
}


def by(key: bytes) -> dict[str, str]:
    digest = hmac.digest(key, b"msg_1.1700000000." + BODY, hashlib.sha256)
    return SIGNED | {"webhook-signature": "v1," + base64.b64encode(digest).decode()}


def test_the_contracts_own_vector_is_accepted() -> None:
    verify("secret", SIGNED, BODY, NOW)


def test_header_names_may_be_of_any_case() -> None:
    verify("secret", {name.title(): value for name, value in SIGNED.items()}, BODY, NOW)


def test_one_good_signature_among_several_is_enough() -> None:
    verify("secret", SIGNED | {"webhook-signature": f"v1,AAAA v2,x {SIGNED['webhook-signature']}"}, BODY, NOW)


@pytest.mark.parametrize(
    ("secret", "key"),
    [
        ("00ff10", b"00ff10"),
        ("00ff10", b"\x00\xff\x10"),
        ("AP8Q", b"\x00\xff\x10"),
        ("whsec_AP8Q", b"\x00\xff\x10"),
        ("whsec_00ff10", b"\x00\xff\x10"),
        ("whsec_plain text", b"plain text"),
        ("whsec_plain text", b"whsec_plain text"),
        ("gehéim", "gehéim".encode()),
        (" secret\n", b"secret"),
    ],
)
def test_the_secret_is_understood_in_every_encoding(secret, key) -> None:
    verify(secret, by(key), BODY, NOW)


@pytest.mark.parametrize(
    ("change", "body", "secret"),
    [
        ({}, BODY + b" ", "secret"),
        ({}, BODY, "another"),
        ({"webhook-id": "msg_2"}, BODY, "secret"),
        ({"webhook-timestamp": "1700000001"}, BODY, "secret"),
        ({"webhook-timestamp": "soon"}, BODY, "secret"),
        ({"webhook-signature": "v1,"}, BODY, "secret"),
        ({"webhook-signature": "v1"}, BODY, "secret"),
        ({"webhook-signature": "v1,ünï\ud800"}, BODY, "secret"),
    ],
)
def test_anything_changed_is_a_bad_signature(change, body, secret) -> None:
    with pytest.raises(BadSignature):
        verify(secret, SIGNED | change, body, NOW)


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_each_header_is_needed(name) -> None:
    for headers in (SIGNED | {name: ""}, {key: value for key, value in SIGNED.items() if key != name}):
        with pytest.raises(MissingSignature):
            verify("secret", headers, BODY, NOW)


def test_five_minutes_either_way_are_tolerated_and_no_more() -> None:
    for away in (-300, 300):
        verify("secret", SIGNED, BODY, NOW + away)
    for away in (-301, 301):
        with pytest.raises(StaleTimestamp):
            verify("secret", SIGNED, BODY, NOW + away)


@pytest.mark.parametrize("secret", ["", " \n"])
def test_an_empty_secret_verifies_nothing(secret) -> None:
    with pytest.raises(ValueError, match="empty"):
        verify(secret, by(b"0"), BODY, NOW)

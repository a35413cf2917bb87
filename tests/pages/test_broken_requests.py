"""Requests that no browser of ours sends get a short answer, and never a traceback."""

import pytest

from generator import limits
from generator.models import Generation


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_body_that_is_too_long_is_refused_before_it_is_read(as_alice, headers):
    answer = as_alice.generic(
        "POST",
        "/generations/",
        b"short",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(limits.BODY_BYTES + 1),
        headers=headers,
    )
    assert answer.status_code == 413
    assert "That is more than 62 MB at once" in answer.content.decode()


def test_three_references_of_the_largest_size_fit():
    assert limits.REFERENCES * limits.UPLOAD_BYTES + 1024 * 1024 < limits.BODY_BYTES


def test_a_stranger_cannot_send_a_long_body_either(stranger):
    assert stranger.post("/accounts/login/", CONTENT_LENGTH=str(10**12)).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "many", "²", "9" * 400])
def test_a_length_that_is_no_number_is_refused(as_alice, length):
    answer = as_alice.generic("POST", "/generations/", b"x", CONTENT_LENGTH=length)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=prompt"),
        ("multipart/form-data; boundary=x", b"nothing of the kind"),
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
        ("application/json", b'{"prompt": "A lake"}'),
        ("application/x-www-form-urlencoded", b"prompt=%00%ff&count=%"),
    ],
)
def test_a_broken_form_sends_nothing(as_alice, content_type, body):
    answer = as_alice.generic("POST", "/generations/", body, content_type=content_type)
    assert 400 <= answer.status_code < 500
    assert Generation.objects.count() == 0


def test_too_many_fields_are_refused(as_alice):
    assert as_alice.post("/generations/", {f"field{number}": "x" for number in range(1000)}).status_code == 400


def test_too_many_files_are_refused(as_alice):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    files = [SimpleUploadedFile(f"{number}.png", b"x") for number in range(21)]
    assert as_alice.post("/generations/", {"prompt": "A lake", "references": files}).status_code == 400


def test_a_host_that_is_not_ours_is_refused(as_alice):
    assert as_alice.get("/", headers={"host": "evil.example"}).status_code == 400

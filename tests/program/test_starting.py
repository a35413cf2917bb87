"""One command, and a first page; or one sentence that says what is wrong."""

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.program.running import PASSWORD, TOKEN, Program, free_port, manage

LINK = re.compile(r"(http://\S+/setup/\?token=\w+)")


def test_the_first_page_answers_within_five_seconds(start: Callable[..., Program], tmp_path: Path) -> None:
    took = start().answered_after
    if took > 5:
        # Once more, in a folder as new: the machine may have had something else to do.
        with Program(tmp_path / "again") as program:
            took = program.answered_after
    assert took <= 5, f"{took:.1f} s"


def test_the_link_makes_one_admin_and_is_useless_then(start: Callable[..., Program]) -> None:
    program = start()
    link = LINK.search(program.output)
    assert link, program.output
    assert httpx.get(f"{program.url}/setup/").status_code == 403
    assert httpx.get(f"{program.url}/setup/?token={'0' * 32}").status_code == 403
    with httpx.Client(timeout=10) as browser:
        page = browser.get(link[1])
        assert page.status_code == 200
        token = TOKEN.search(page.text)
        assert token
        form = {
            "csrfmiddlewaretoken": token[1],
            "token": link[1].rpartition("=")[2],
            "username": "ada",
            "password1": PASSWORD,
            "password2": PASSWORD,
        }
        made = browser.post(link[1], data=form)
        assert made.status_code == 302
        assert browser.get(program.url.replace("127.0.0.1", "localhost") + "/").status_code == 200
        assert browser.get(program.url.replace("127.0.0.1", "localhost") + "/admin/").status_code == 200
        assert browser.get(link[1]).status_code == 403
        assert browser.post(link[1], data={**form, "username": "eve"}).status_code == 403


def test_it_says_where_it_is_and_that_nothing_costs_money(studio: Program) -> None:
    assert f"Atelier is at {studio.url}" in studio.output
    assert "stand-in" in studio.output
    # There is an account already.
    assert "/setup/" not in studio.output


def test_its_health_is_told(studio: Program) -> None:
    answer = httpx.get(f"{studio.url}/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {"healthy": True, "database": "ok", "queue": "ok", "storage": "ok"}


def refused(folder: Path, **settings: str) -> str:
    """The one sentence of a start that was refused."""
    ended = manage(folder, "start", **settings)
    assert ended.returncode != 0
    said = (ended.stdout + ended.stderr).strip()
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1, said
    return said


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in refused(tmp_path, PORT=port)


def test_a_data_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert "DATA_DIR" in refused(in_the_way / "data", PORT=str(free_port()))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_of_somebody_else_is_told_in_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "DATA_DIR" in refused(tmp_path / "data", PORT=str(free_port()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "8000.5"),
        ("FREEPIK_RATE_LIMIT", "-1"),
        ("FREEPIK_API_KEY", "two words"),
        ("PUBLIC_URL", "studio.example.com"),
        ("DATABASE_URL", "mongodb://localhost/studio"),
        ("DEBUG", "perhaps"),
    ],
)
def test_a_wrong_value_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    assert name in refused(tmp_path, **{"PORT": str(free_port()), name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FREEPIK_API_URL", "ftp://api.example.com"),
        ("SANDBOX_LATENCY", "soon"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("HOST", "not a host"),
        ("DJANGO_SUPERUSER_USERNAME", "two words"),
    ],
)
def test_a_wrong_value_of_what_is_used_later_names_its_variable(tmp_path: Path, name: str, value: str) -> None:
    settings = {"PORT": str(free_port()), "DJANGO_SUPERUSER_PASSWORD": PASSWORD, name: value}
    if name == "FREEPIK_API_URL":
        settings["FREEPIK_API_KEY"] = "a-key"
    assert name in refused(tmp_path, **settings)

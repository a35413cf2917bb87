"""The command as a process: its greeting, its sentence when it cannot start, how quickly it leaves."""

import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from generator.sandbox import main
from generator.sandbox.steering import TABLE
from tests.sandbox.client import PATH, fetch

COMMAND = [sys.executable, "-m", "generator.sandbox"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_leaves_at_once_though_a_request_hangs_for_two_minutes(number: signal.Signals) -> None:
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--latency", "5-35"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        greeting = process.stdout.readline()
        url = greeting.split()[7]
        assert greeting == (f"Sandbox: stand-in for the image API on {url} (latency 5-35 s, 300 requests a minute)\n")

        def hang() -> None:
            with suppress(httpx.HTTPError):
                httpx.post(url + PATH, json={"prompt": "[hang]"}, headers={"x-freepik-api-key": "k"}, timeout=9)

        thread = threading.Thread(target=hang)
        thread.start()
        until = time.monotonic() + 5
        while not fetch(url + "/sandbox/stats").json()["tasks"]:
            assert time.monotonic() < until
            time.sleep(0.02)
        process.send_signal(number)
        said, complained = process.communicate(timeout=5)
        thread.join()
    assert (process.returncode, said, complained) == (0, "", "")


def ended(argv: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    """What a run that does not start leaves: its exit code and what it wrote."""
    with pytest.raises(SystemExit) as leaving:
        main(argv)
    return (leaving.value.code, *capsys.readouterr())


def test_a_port_in_use_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said, complained = ended(["--port", str(port)], capsys)
    assert (code, said) == (1, "")
    assert complained == (
        f"Sandbox: port {port} on 127.0.0.1 is in use by another program; choose another with --port.\n"
    )


def test_a_state_file_that_is_something_else_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "notes.txt"
    state.write_text("nothing of a database " * 100)
    code, said, complained = ended(["--port", "0", "--state", str(state)], capsys)
    assert (code, said) == (1, "")
    assert complained.startswith(f"Sandbox: the state file {state} cannot be used: ")
    assert complained.count("\n") == 1


def test_help_explains_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = ended(["--help"], capsys)
    assert code == 0
    assert all(f"[{word}]" in said for word in TABLE)


@pytest.mark.parametrize("options", [["--latency", "soon"], ["--rate-limit", "0"]])
def test_a_bad_option_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, complained = ended(options, capsys)
    assert code == 2
    assert options[1] in complained

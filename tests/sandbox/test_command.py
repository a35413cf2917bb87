"""The command as a process: its greeting, its sentence when it cannot start, how quickly it leaves."""

import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

import httpx
import pytest

from tests.sandbox.client import PATH, fetch

COMMAND = [sys.executable, "-m", "generator.sandbox"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_leaves_within_a_second_though_a_request_hangs(number: signal.Signals) -> None:
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
        began = time.monotonic()
        process.send_signal(number)
        said, complained = process.communicate(timeout=5)
        assert time.monotonic() - began < 1.0
        thread.join()
    assert (process.returncode, said, complained) == (0, "", "")


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run([*COMMAND, "--port", str(port)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        f"Sandbox: port {port} on 127.0.0.1 is in use by another program; choose another with --port.\n"
    )


def test_help_explains_every_word() -> None:
    ended = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    assert "[cut-always]" in ended.stdout
    assert "--result-lifetime" in ended.stdout

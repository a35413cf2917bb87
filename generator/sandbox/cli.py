"""The command: `python -m generator.sandbox --port 8001`."""

import argparse
import errno
import os
import signal
import sqlite3
import sys
from pathlib import Path
from types import FrameType

from generator.sandbox import app, steering
from generator.sandbox.options import Latency, Options
from generator.sandbox.server import address_of, listen, server_for


def main(argv: list[str]) -> None:
    """Runs until SIGTERM or SIGINT. Raises SystemExit: 0 then, 1 if it cannot start, 2 for bad options."""
    given = _parser().parse_args(argv)
    options = Options(
        latency=given.latency,
        post_latency=given.post_latency,
        rate_limit=given.rate_limit,
        retry_after=given.retry_after,
        key=given.key,
        webhook_secret=given.webhook_secret,
        allow_remote_webhooks=given.allow_remote_webhooks,
        empty_list_404=given.empty_list_404,
        result_lifetime=given.result_lifetime,
        state=given.state,
    )
    try:
        bound = listen(given.host, given.port)
    except OSError as error:
        sys.stderr.write(_why_not(error, given.host, given.port) + "\n")
        raise SystemExit(1) from None
    address = address_of(bound)
    try:
        sandbox = app.Sandbox(options, address)
    except (OSError, sqlite3.Error) as error:
        bound.close()
        sys.stderr.write(f"Sandbox: the state file {options.state} cannot be used: {error}.\n")
        raise SystemExit(1) from None
    if not given.quiet:
        sys.stdout.write(
            f"Sandbox: stand-in for the image API on {address} "
            f"(latency {options.latency} s, {options.rate_limit} requests a minute)\n"
        )
        sys.stdout.flush()
    # The server handles both signals and raises them again once it has ended, which ends the process cleanly.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    try:
        server_for(sandbox).run([bound])
    finally:
        sandbox.close()


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a signal handler's signature
    raise SystemExit(0)


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Sandbox: port {port} on {host} is in use by another program; choose another with --port."
    return f"Sandbox: cannot listen on {host} port {port}: {error.strerror or error}."


def _latency(text: str) -> Latency:
    try:
        return Latency.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number from 1.')
    return int(text)


def _parser() -> argparse.ArgumentParser:
    usual = Options()
    parser = argparse.ArgumentParser(
        prog="sandbox",
        description="A stand-in for the image API: the same contract, drawn pictures, no key and no cost.",
        epilog=f"Words in a prompt that steer what happens (they may be combined):\n\n{steering.table()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--port", type=int, default=8001, help="port to listen on, 0 for a free one (default: %(default)s)")
    add(
        "--latency",
        type=_latency,
        default=usual.latency,
        metavar="SECONDS",
        help='"8" or "5-35" (default: %(default)s)',
    )
    add(
        "--post-latency",
        type=_latency,
        default=usual.post_latency,
        metavar="SECONDS",
        help="how long the answer to a POST takes; the task exists after half of that (default: %(default)s)",
    )
    add(
        "--rate-limit",
        type=_positive,
        default=usual.rate_limit,
        metavar="N",
        help="requests a minute for each key (default: %(default)s)",
    )
    add("--retry-after", action="store_true", help="send retry-after with a 429")
    add("--key", default="", help='the only key accepted (default: any that does not begin with "bad")')
    # Not only as an argument: every user of a machine can read those of every process.
    secret = os.environ.get("SANDBOX_WEBHOOK_SECRET", "")
    add("--webhook-secret", default=secret, metavar="SECRET", help="signs webhooks (default: SANDBOX_WEBHOOK_SECRET)")
    add("--allow-remote-webhooks", action="store_true", help="deliver webhooks to other machines too")
    add("--empty-list-404", action="store_true", help="answer 404 to a list without tasks")
    add(
        "--result-lifetime",
        type=float,
        default=usual.result_lifetime,
        metavar="SECONDS",
        help="how long a result's address is valid (default: %(default)g)",
    )
    add("--state", type=Path, metavar="FILE", help="keep tasks in this SQLite file across restarts")
    add("--quiet", action="store_true", help="print nothing on start")
    return parser

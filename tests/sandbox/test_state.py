"""What a restart keeps."""

import sqlite3
import time
from pathlib import Path

import httpx

from generator.sandbox.server import Sandbox
from tests.sandbox.client import Client, bare, fetch, picture


def test_tasks_and_their_addresses_outlive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "made" / "state.sqlite3"
    with Sandbox(state=state) as sandbox:
        client = Client(sandbox)
        port = httpx.URL(sandbox.url).port or 0
        with client.http:
            task_id = client.create("kept", reference_images=[bare(picture(90, 60)), "https://example.com/a.png"])
            never = client.create("[never]")
            before = client.finished(task_id)
            drawn = fetch(before["generated"][0]).content
    with Sandbox(state=state, port=port) as sandbox:
        client = Client(sandbox)
        with client.http:
            assert client.data(task_id) == before
            assert fetch(before["generated"][0]).content == drawn
            assert [item["task_id"] for item in client.listing().json()["data"]] == [never, task_id]
            assert client.data(never)["status"] == "IN_PROGRESS"


def test_a_day_old_task_is_forgotten_on_start(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with Sandbox(state=state) as sandbox:
        client = Client(sandbox)
        with client.http:
            old, young = client.create(reference_images=[bare(picture())]), client.create()
    database = sqlite3.connect(state)
    with database:
        for age, task_id in ((25, old), (23, young)):
            database.execute("UPDATE task SET created = ? WHERE id = ?", (time.time() - age * 3600, task_id))
    database.close()
    with Sandbox(state=state) as sandbox:
        client = Client(sandbox)
        with client.http:
            assert client.get(old).status_code == 404
            assert client.get(young).status_code == 200
    database = sqlite3.connect(state)
    assert database.execute("SELECT count(*) FROM reference").fetchone() == (0,)
    database.close()

"""The words in square brackets, each seen from outside."""

import io
import struct
import time

import httpx
import pytest
from PIL import Image

from generator.sandbox import steering
from generator.sandbox.server import Sandbox
from tests.sandbox.client import CONTEXT, PATH, Client, fetch


@pytest.mark.parametrize("status", [400, 401, 402, 403, 500])
def test_a_refusal_creates_no_task(client: Client, sandbox: Sandbox, status: int) -> None:
    before = len(sandbox.posts)
    for _ in range(2):
        response = client.post(f"a lake [{status}]")
        assert response.status_code == status
        assert response.json()
    assert len(sandbox.posts) == before


def test_400_comes_in_the_wrapped_shape(client: Client) -> None:
    assert client.post("[400]").json()["problem"]["invalid_params"][0]["name"] == "prompt"


@pytest.mark.parametrize("status", [429, 503])
def test_a_passing_refusal_happens_once_for_each_prompt(client: Client, status: int) -> None:
    for prompt in (f"one [{status}]", f"two [{status}]"):
        assert client.post(prompt).status_code == status
        assert client.post(prompt).status_code == 200


def test_a_used_up_quota_stays_used_up(client: Client) -> None:
    for _ in range(2):
        response = client.post("[quota]")
        assert response.status_code == 429
        assert "free trial" in response.json()["message"]
        assert "paid plan" in response.json()["message"]


@pytest.mark.parametrize(("word", "status"), [("500+", 500), ("502", 502), ("504", 504), ("html", 200)])
def test_a_bad_answer_can_hide_a_created_task(client: Client, sandbox: Sandbox, word: str, status: int) -> None:
    prompt = f"hidden behind [{word}]"
    response = client.post(prompt)
    assert response.status_code == status
    assert "task_id" not in response.text
    assert ("<!DOCTYPE html>" in response.text) == (word != "500+")
    assert [post.prompt for post in sandbox.posts].count(prompt) == 1


def test_a_dropped_connection_hides_a_created_task(client: Client, sandbox: Sandbox) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("cut off [drop]")
    assert "cut off [drop]" in [post.prompt for post in sandbox.posts]


def test_a_hanging_answer_hides_a_created_task(client: Client, sandbox: Sandbox) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.http.post(PATH, json={"prompt": "held [hang]"}, timeout=0.2)
    assert "held [hang]" in [post.prompt for post in sandbox.posts]


def test_failed_has_no_reason(client: Client) -> None:
    data = client.finished(client.create("[fail]"))
    assert (data["status"], data["generated"], len(data)) == ("FAILED", [], 3)


def test_never_is_never_finished(client: Client) -> None:
    task_id = client.create("[never]")
    assert client.data(task_id)["status"] == "IN_PROGRESS"


def test_fast_and_slow_change_the_clock() -> None:
    with Sandbox(latency=0.5) as sandbox:
        client = Client(sandbox)
        with client.http:
            slow, usual, fast = (client.create(prompt) for prompt in ("[slow]", "usual", "[fast]"))
            assert client.finished(fast)["generated"]
            assert client.data(usual)["status"] == "IN_PROGRESS"
            assert client.finished(usual)["generated"]
            assert client.data(slow)["status"] == "IN_PROGRESS"
    assert steering.steer("[slow]").latency_factor == 4


def test_an_odd_state_is_shown_before_the_end() -> None:
    with Sandbox(latency=3) as sandbox:
        client = Client(sandbox)
        with client.http:
            created = client.post("[odd]").json()["data"]
            seen = [created["status"]]
            while seen[-1] != "COMPLETED":
                time.sleep(0.01)
                seen.append(client.data(created["task_id"])["status"])
    assert list(dict.fromkeys(seen)) == ["CREATED", "IN_PROGRESS", "PROCESSING_X", "COMPLETED"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[get-404]", [404, 200]),
        ("[get-500]", [500, 500, 200]),
        ("[get-404] [get-500]", [404, 500, 500, 200]),
    ],
)
def test_the_first_gets_fail_and_then_one_does_not(client: Client, words: str, expected: list[int]) -> None:
    task_id = client.create(words)
    assert [client.get(task_id).status_code for _ in expected] == expected


def test_the_first_get_can_be_a_page(client: Client) -> None:
    task_id = client.create("[get-html]")
    first = client.get(task_id)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/html")
    assert client.data(task_id)["status"] == "COMPLETED"


def test_completed_can_be_empty_once_or_for_ever(client: Client) -> None:
    once, ever = client.create("[empty-once]"), client.create("[empty]")
    assert [len(client.data(once)["generated"]) for _ in range(3)] == [0, 1, 1]
    assert [len(client.data(ever)["generated"]) for _ in range(3)] == [0, 0, 0]


def test_many_has_two_pictures_and_an_entry_that_is_no_http_address(client: Client) -> None:
    strange, *pictures = client.generated("[many]")
    assert not strange.startswith("http")
    first, second = (fetch(address) for address in pictures)
    assert first.status_code == second.status_code == 200
    assert first.content != second.content


def test_the_same_picture_serves_all_who_ask_for_no_other(client: Client) -> None:
    prompts = ("a quiet lake [same]", "a loud sea, wide [same]", "a loud sea, wide")
    first, second, own = (fetch(client.generated(prompt)[0]).content for prompt in prompts)
    assert first == second != own
    with Image.open(io.BytesIO(first)) as opened:
        assert (opened.format, opened.size) == ("PNG", (1024, 1024))


def test_an_expired_address_is_renewed_when_the_task_is_asked_again(client: Client) -> None:
    task_id = client.create("[expired]")
    first, second, third = (client.finished(task_id)["generated"][0] for _ in range(3))
    assert fetch(first).status_code == 403
    assert fetch(second).status_code == 200
    assert second == third


def test_a_download_is_cut_once_or_always(client: Client) -> None:
    (once,), (always,) = client.generated("[cut]"), client.generated("[cut-always]")
    for address in (once, always, always):
        with pytest.raises(httpx.RemoteProtocolError):
            fetch(address)
    assert fetch(once).status_code == 200


def test_gone_comes_back(client: Client) -> None:
    (address,) = client.generated("[gone]")
    assert [fetch(address).status_code for _ in range(2)] == [404, 200]


@pytest.mark.parametrize("form", ["webp", "jpeg"])
def test_another_format_hides_behind_the_name(client: Client, form: str) -> None:
    (address,) = client.generated(f"[{form}]")
    assert ".png?" in address
    with Image.open(io.BytesIO(fetch(address).content)) as opened:
        assert opened.format == form.upper()


@pytest.mark.parametrize(("word", "start"), [("svg", b"<svg"), ("htmlpng", b"<!DOCTYPE html>")])
def test_a_document_claims_to_be_a_picture(client: Client, word: str, start: bytes) -> None:
    response = fetch(client.generated(f"[{word}]")[0])
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(start)
    assert b"<script>" in response.content


def test_a_bomb_is_small_and_says_900_megapixels(client: Client) -> None:
    content = fetch(client.generated("[bomb]")[0]).content
    assert len(content) < 1_000_000
    # The size as the file tells it, behind the signature and the head of its first chunk.
    width, height = struct.unpack(">II", content[16:24])
    assert width * height == 900_000_000


def test_huge_announces_more_than_60_megabytes_and_begins_to_send_them(client: Client) -> None:
    with httpx.stream("GET", client.generated("[huge]")[0], verify=CONTEXT) as response:
        assert int(response.headers["content-length"]) > 60_000_000
        assert next(response.iter_bytes()).startswith(b"\x89PNG")


def test_a_redirect_points_inside(client: Client) -> None:
    response = fetch(client.generated("[redirect]")[0])
    assert (response.status_code, response.headers["location"]) == (302, "http://169.254.169.254/")


def test_words_add_up_in_any_case_and_unknown_ones_mean_nothing() -> None:
    both = steering.steer("a [FAST] lake [Get-404] [get-500] [nonsense]")
    assert both.latency_seconds == 0.2
    assert both.poll_faults == ("404", "500", "500")
    assert steering.steer("[nonsense] [ fast ]") == steering.Behaviour()


def test_every_word_changes_something_and_is_explained(client: Client) -> None:
    told = client.http.get("/").text
    for word, (_, meaning) in steering.TABLE.items():
        assert steering.steer(f"[{word}]") != steering.Behaviour()
        assert f"[{word}]" in told
        assert meaning in told

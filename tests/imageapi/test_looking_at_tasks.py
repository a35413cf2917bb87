import httpx
import pytest

from generator.imageapi import DEFAULT, InvalidAnswer, Rejected, Status, expires_at, parse_event

UUID = "14fc0c3d-4923-47bc-ae2c-b071542db9a2"
SIGNED = "https://cdn-magnific.freepik.com/result_0.png?token=exp=1760749154~hmac=abc&size=stable"


def answer(**content: object) -> httpx.Response:
    return httpx.Response(200, json={"data": {"task_id": UUID, "status": "COMPLETED"} | content})


async def test_a_task_is_asked_for_by_its_id(api) -> None:
    task = await api(answer(generated=[SIGNED])).task(DEFAULT, UUID)
    [request] = api.seen
    assert (request.method, request.url.path) == ("GET", f"{DEFAULT.path}/{UUID}")
    assert (task.status, task.finished, task.urls) == (Status.COMPLETED, True, (SIGNED,))


@pytest.mark.parametrize("remote_id", ["", "..", "a/b", "a%2Fb", "a?b", "a\n", "ü", "x" * 129])
async def test_an_id_that_is_none_never_becomes_a_path(api, remote_id) -> None:
    with pytest.raises(ValueError, match="is no task id"):
        await api(answer()).task(DEFAULT, remote_id)
    assert api.seen == []


async def test_the_answer_must_be_about_the_task_that_was_asked_for(api) -> None:
    with pytest.raises(InvalidAnswer, match="answered with other"):
        await api(answer(task_id="other")).task(DEFAULT, UUID)


@pytest.mark.parametrize(
    ("generated", "urls"),
    [
        ([], ()),
        (None, ()),
        ("https://a.example/", ()),
        ([SIGNED, SIGNED], (SIGNED,)),
        ([{"url": SIGNED}, {"no": 1}, 5, None], (SIGNED,)),
        (["data:image/png;base64,AA", "ftp://a.example/", "http://a.example/", "/x.png", SIGNED], (SIGNED,)),
        (["https://a.example/\nHost: b"], ()),
        (["https://a.example/" + "x" * 5000], ()),
    ],
)
async def test_only_https_addresses_count_as_pictures(api, generated, urls) -> None:
    assert (await api(answer(generated=generated)).task(DEFAULT, UUID)).urls == urls


async def test_http_addresses_count_when_the_api_itself_is_on_http(api) -> None:
    client = api(answer(generated=["http://127.0.0.1/x.png"]), "http://127.0.0.1:9")
    assert (await client.task(DEFAULT, UUID)).urls == ("http://127.0.0.1/x.png",)


async def test_the_wrapper_may_be_missing(api) -> None:
    bare = httpx.Response(200, json={"task_id": UUID, "status": "FAILED"})
    task = await api(bare).task(DEFAULT, UUID)
    assert (task.status, task.urls) == (Status.FAILED, ())


@pytest.mark.parametrize("word", ["PROCESSING", "CANCELLED", "SUCCESS", "", None, 7])
async def test_an_unknown_status_means_not_finished(api, word) -> None:
    task = await api(answer(status=word)).task(DEFAULT, UUID)
    assert not task.finished
    assert task.word == (word if isinstance(word, str) else "")


@pytest.mark.parametrize("task_id", [None, "", 5, "../x", ["a"]])
async def test_an_answer_without_a_usable_id_is_invalid(api, task_id) -> None:
    with pytest.raises(InvalidAnswer, match="names no task") as caught:
        await api(answer(task_id=task_id)).task(DEFAULT, UUID)
    assert "COMPLETED" in caught.value.text


async def test_a_list_has_ids_and_states_and_skips_what_it_cannot_use(api) -> None:
    data = [
        {"task_id": "a", "status": "CREATED"},
        {"status": "FAILED"},
        5,
        {"task_id": "b", "status": "FAILED"},
    ]
    tasks = (await api(httpx.Response(200, json={"data": data})).tasks(DEFAULT)).tasks
    assert [(task.remote_id, task.status) for task in tasks] == [("a", Status.CREATED), ("b", Status.FAILED)]


async def test_no_tasks_may_be_an_empty_list_or_a_404_that_says_so(api) -> None:
    assert (await api(httpx.Response(200, json={"data": []})).tasks(DEFAULT)).tasks == ()
    assert (await api(httpx.Response(404, json={"message": "Tasks not found"})).tasks(DEFAULT)).tasks == ()
    with pytest.raises(Rejected):
        await api(httpx.Response(404, json={"message": "Not found"})).tasks(DEFAULT)


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"data": {}}', b"7", b""])
async def test_what_is_no_list_is_an_invalid_answer(api, body) -> None:
    with pytest.raises(InvalidAnswer):
        await api(httpx.Response(200, content=body)).tasks(DEFAULT)


@pytest.mark.parametrize(
    ("url", "expiry"),
    [
        (SIGNED, 1760749154),
        ("https://a.example/?size=1&token=exp=5~hmac=x", 5),
        ("https://a.example/?token=exp%3D5~hmac%3Dx", 5),
        ("https://a.example/?token=exp=soon~hmac=x", None),
        ("https://a.example/?token=exp=9999999999999~hmac=x", None),
        ("https://a.example/", None),
    ],
)
def test_the_end_of_an_address_is_read_from_its_token(url, expiry) -> None:
    assert expires_at(url) == expiry


@pytest.mark.parametrize("wrap", ["%s", '{"data":%s}'])
def test_a_webhook_tells_of_a_task_with_or_without_a_wrapper(wrap) -> None:
    body = wrap % f'{{"task_id":"{UUID}","status":"COMPLETED","generated":["{SIGNED}","http://a.example/"]}}'
    task = parse_event(body.encode(), http_allowed=False)
    assert (task.remote_id, task.status, task.urls) == (UUID, Status.COMPLETED, (SIGNED,))
    assert len(parse_event(body.encode(), http_allowed=True).urls) == 2


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"status":"FAILED"}', b'{"task_id":"a"}' + b" " * 300_000])
def test_a_webhook_that_tells_of_no_task_is_invalid(body) -> None:
    with pytest.raises(InvalidAnswer):
        parse_event(body, http_allowed=False)

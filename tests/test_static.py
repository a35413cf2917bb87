"""What a page asks for is made of many small files, and does what they do."""

import gzip
import re
from graphlib import CycleError
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from project.static import HashedStaticFiles, entries, joined_modules, joined_sheets

OURS = Path(settings.BASE_DIR) / "static"


def ours(name):
    return (OURS / name).read_text()


def reader(**texts):
    return lambda name: texts[Path(name).stem]


def test_every_module_of_ours_is_in_the_one_that_pages_ask_for_once():
    text = joined_modules("js/app.js", ours)
    classic = {"early", "rows"}
    modules = {path.stem for path in OURS.glob("js/*.js")} - classic
    assert sorted(re.findall(r"^const \$([\w-]+) =", text, re.MULTILINE)) == sorted(modules)


def test_what_is_sent_is_a_third_smaller_and_asks_for_nothing_more():
    sizes = {}
    for name, text in entries(ours):
        assert not re.search(r"@import|\bimport\b ?[{\"'`]|\bexport\b ?[{cf]", text), name
        sizes[name] = len(text)
    assert sizes["js/app.js"] < 0.67 * len(joined_modules("js/app.js", ours))
    assert sizes["css/studio.css"] < 0.8 * len(joined_sheets("css/studio.css", ours))


def test_modules_run_in_the_order_of_their_imports():
    text = joined_modules(
        "js/app.js",
        reader(
            app='import "./first.js";\nimport "./second.js";\nimport "./third.js";\n',
            first='import { deep } from "./deep.js";\n',
            second="",
            third='import { deep } from "./deep.js";\n',
            deep="export const deep = 1;\n",
        ),
    )
    assert re.findall(r"^const \$(\w+) =", text, re.MULTILINE) == ["deep", "first", "second", "third", "app"]


def test_modules_come_after_those_that_they_need_and_take_what_these_export():
    text = joined_modules(
        "js/app.js",
        reader(
            app='import "./noise.js";\nimport { one as first, two } from "./numbers.js";\n\nlog(first, two());\n',
            noise='import { two } from "./numbers.js";\n\nlog(two());\n',
            numbers="export const one = 1;\nexport async function two() {}\nexport class Three {}\nconst four = 4;\n",
        ),
    )
    assert [line for line in text.splitlines() if line.startswith("const $")] == [
        "const $numbers = (() => {",
        "const $noise = (() => {",
        "const $app = (() => {",
    ]
    assert "return { one, two, Three };" in text
    assert "const { one: first, two } = $numbers;" in text


@pytest.mark.parametrize(
    "line",
    [
        'import all from "./b.js";',
        'import * as b from "./b.js";',
        'import "./b-c.js";',
        "export default 1;",
        "export let a = 1;",
        'import("./b.js");',
    ],
)
def test_a_form_that_cannot_be_joined_is_named(line):
    with pytest.raises(ImproperlyConfigured, match=re.escape(f"app.js has what cannot be joined: {line}")):
        joined_modules("js/app.js", reader(app=f"{line}\n", b=""))


def test_a_name_that_is_not_exported_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"app.js imports two, which b.js does not export"):
        joined_modules(
            "js/app.js", reader(app='import { one, two as deux } from "./b.js";\n', b="export const one = 1;\n")
        )


def test_modules_that_need_each_other_are_refused():
    with pytest.raises(CycleError):
        joined_modules("js/app.js", reader(app='import "./b.js";\n', b='import "./app.js";\n'))


def test_sheets_stand_in_the_order_of_their_imports():
    text = joined_sheets("css/all.css", reader(all='@import "b.css";\n@import "a.css";\n', a="a {}\n", b="b {}\n"))
    assert text == "b {}\na {}\n"


def test_a_sheet_that_imports_from_elsewhere_is_named():
    with pytest.raises(ImproperlyConfigured, match=re.escape("all.css has what cannot be joined: @import url")):
        joined_sheets("css/all.css", reader(all='@import url("https://example.com/a.css");\n'))


def test_pages_ask_for_what_was_joined_under_the_name_of_its_content(tmp_path):
    source, target = FileSystemStorage(OURS), HashedStaticFiles(location=tmp_path, base_url="/static/")
    names = [str(path.relative_to(OURS)) for path in OURS.rglob("*") if path.is_file()]
    for name in names:
        with source.open(name) as file:
            target.save(name, file)
    list(target.post_process({name: (source, name) for name in names}))
    for name, text in entries(ours):
        sent = tmp_path / target.stored_name(name)
        assert sent.name != Path(name).name
        # The one picture that sheets ask for has a name of its own content too.
        assert sent.read_text() == text.replace("url(../icons.svg)", f'url("../{target.stored_name("icons.svg")}")')
        small = sent.with_name(f"{sent.name}.gz").read_bytes()
        assert gzip.decompress(small) == sent.read_bytes()
        assert len(small) < len(gzip.compress(sent.read_bytes()))
    joined = {Path(name).name for name, _ in entries(ours) if name.startswith("js/")}
    assert {Path(name).name for name in target.hashed_files if name.startswith("js/")} == joined


def test_every_icon_stands_where_its_style_looks_for_it():
    drawn = re.findall(
        r'<g id="([a-z-]+)"(?: fill="black"(?: stroke="none")?)?(?: transform="translate\(0 (\d+)\)")?>',
        ours("icons.svg"),
    )
    assert [int(down or 0) for _, down in drawn] == [20 * place for place in range(len(drawn))]
    assert f'viewBox="0 0 20 {20 * len(drawn)}"' in ours("icons.svg")
    sheets = "".join(path.read_text() for path in OURS.glob("css/*.css"))
    assert f"--icons: {len(drawn)};" in sheets
    places = {name: place for place, (name, _) in enumerate(drawn)}
    looked_for = {name: int(place) for name, place in re.findall(r"\.icon-([a-z]+) \{ --at: (\d+); \}", sheets)}
    filled = {int(place) for place in re.findall(r"--heart-full: url\([^)]*\) 0 calc\((\d+) \*", sheets)}
    assert not re.search(r"^ *--at:", sheets, re.MULTILINE)
    assert looked_for == {name: place for name, place in places.items() if name != "heart-full"}
    assert filled == {places["heart-full"]}


def test_every_icon_of_a_page_is_drawn_and_none_for_nothing():
    pages = [*Path(settings.BASE_DIR).glob("templates/**/*.html"), *OURS.glob("js/*.js")]
    shown = {name for path in pages for name in re.findall(r"\bicon icon-([a-z]+)", path.read_text())}
    drawn = set(re.findall(r'<g id="([a-z-]+)"', ours("icons.svg")))
    assert shown <= drawn
    assert drawn - shown - {"heart-full"} == set()

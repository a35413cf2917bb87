"""Who may know whom: read from the imports, so that an arrow against the design fails before it is lived with."""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The arrows inside `generator`; each part may also know itself. Django is closed to WITHOUT_DJANGO.
ARROWS = {
    "addresses": "",
    "bodies": "",
    "fetch": "addresses bodies",
    "imageapi": "fetch bodies",
    "images": "",
    "sandbox": "",
    "limits": "",
    "metadata": "",
    "archives": "",
    "processes": "",
    "words": "",
    "days": "",
    "fulltext": "words",
    "apps": "fulltext",
    "alternatives": "",
    "broker": "",
    "storage": "",
    "middleware": "limits",
    "models": "images storage limits fulltext",
    "durations": "models imageapi",
    "line": "models durations",
    "filters": "models fulltext words",
    "shown": "models filters days",
    "sets": "models days",
    "history": "models sets line durations filters",
    "live": "models sets history line filters",
    "lineage": "models",
    "engine": "models imageapi images limits live storage fetch line durations",
    "tasks": "engine models images imageapi storage",
    "outstanding": "models engine imageapi",
    "decisions": "models tasks",
    "downloads": "models images imageapi metadata archives",
    "wishes": "models days",
    "forms": "models images limits fetch imageapi storage alternatives wishes",
    "prompt_library": "models forms limits words",
    "drafts": "models forms limits",
    "shelf": "models words",
    "views": "forms models live limits tasks decisions outstanding sets history lineage images imageapi storage "
    "filters wishes prompt_library downloads drafts shelf shown",
    "urls": "views",
    "admin": "models decisions outstanding",
    "demo": "models forms engine imageapi sandbox alternatives",
    "management": "processes tasks models views sandbox management demo",
}
WITHOUT_DJANGO = {
    "addresses",
    "alternatives",
    "archives",
    "bodies",
    "fetch",
    "imageapi",
    "images",
    "sandbox",
    "limits",
    "metadata",
    "processes",
    "words",
}
# Who alone may import a package, by the first letters of the module.
ONLY = {
    "django_q": ("generator.tasks", "generator.broker", "generator.management.commands.worker"),
    "httpx": ("generator.imageapi", "generator.fetch", "generator.bodies"),
    "PIL": ("generator.images", "generator.sandbox"),
    "starlette": ("generator.sandbox",),
    "uvicorn": ("generator.sandbox", "generator.management.commands.web"),
    "environ": ("project.environment",),
}
# Where an import may stand in a function, with its reason beside it.
MAY_HIDE = ("project.", "generator.management.commands.", "generator.sandbox")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("generator", "project")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
}
SOURCES = {name: path.read_text() for name, path in MODULES.items()}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}


def imports(name, nodes=None):
    """(module, node) of every import; `from a import b` counts as a.b where that is a module of ours."""
    for node in nodes or ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in MODULES else node.module), node


def part(name):
    """The part of the house that a module of `generator` belongs to."""
    return name.split(".")[1] if name.count(".") else ""


def names(prefix):
    return [name for name in MODULES if name.startswith(prefix)]


def test_every_part_of_the_house_is_on_the_map():
    assert {part(name) for name in names("generator.")} == ARROWS.keys()


@pytest.mark.parametrize("name", names("generator."))
def test_no_import_goes_against_the_arrows(name):
    allowed = {part(name), *ARROWS[part(name)].split()}
    for imported, node in imports(name):
        top = imported.split(".")[0]
        assert top != "project", f"{name}:{node.lineno} imports {imported}"
        if top == "generator":
            assert part(imported) in allowed, f"{name}:{node.lineno} imports {imported}"
        if top == "django":
            assert part(name) not in WITHOUT_DJANGO, f"{name}:{node.lineno} imports {imported}"


@pytest.mark.parametrize("package", ONLY)
def test_a_package_has_its_place(package):
    for name in MODULES:
        for imported, node in imports(name):
            if imported.split(".")[0] == package:
                assert name.startswith(ONLY[package]), f"{name}:{node.lineno} imports {package}"


@pytest.mark.parametrize(
    ("prefix", "allowed"),
    [
        ("generator.imageapi", {"httpx"}),
        ("generator.fetch", {"httpx"}),
        ("generator.bodies", {"httpx"}),
        ("generator.addresses", set()),
        ("generator.limits", set()),
        ("generator.metadata", set()),
        ("generator.archives", set()),
        ("generator.processes", set()),
        ("generator.images", {"PIL"}),
        ("generator.sandbox", {"PIL", "starlette", "uvicorn"}),
        ("generator.storage", {"django"}),
    ],
)
def test_the_lower_parts_need_little(prefix, allowed):
    for name in names(prefix):
        for imported, node in imports(name):
            top = imported.split(".")[0]
            ours = top == "generator" or top in sys.stdlib_module_names
            assert ours or top in allowed, f"{name}:{node.lineno} imports {imported}"


@pytest.mark.parametrize("name", MODULES)
def test_no_import_hides_in_a_function(name):
    lines = SOURCES[name].splitlines()
    for function in ast.walk(TREES[name]):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for imported, node in imports(name, list(ast.walk(function))):
                said_why = name.startswith(MAY_HIDE) and "noqa: " in lines[node.lineno - 1]
                assert said_why, f"{name}:{node.lineno} hides the import of {imported}"


def test_no_two_modules_need_each_other():
    graph = {}
    for name, tree in TREES.items():
        for_types = set(only_for_types(tree))
        needed = [node for node in ast.walk(tree) if node not in for_types]
        graph[name] = {other for other, _ in imports(name, needed) if other in MODULES and other != name}
    assert list(graphlib.TopologicalSorter(graph).static_order())


def only_for_types(tree):
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test):
            yield from ast.walk(block)


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_over_300_lines(name):
    assert len(SOURCES[name].splitlines()) <= 300


@pytest.mark.parametrize("name", names("generator.views."))
def test_every_view_function_is_under_40_lines(name):
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 < 40, node.name


def test_no_module_is_named_for_nothing():
    empty = {"services", "service", "utils", "util", "helpers", "helper", "common", "core", "misc", "signals"}
    assert [name for name in MODULES if set(name.split(".")) & empty] == []


def committed():
    """What git knows or would take, as (path, text); files that are no text are left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if answer.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, answer.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            try:
                yield name, (ROOT / name).read_text()
            except UnicodeDecodeError:
                continue


@pytest.mark.parametrize("name", ["tests.bench", "tests.crash"])
def test_what_is_no_test_begins_without_django(name):
    """It starts whole studios, each with settings of its own."""
    command = [sys.executable, "-c", f"import {name}.__main__, sys; sys.exit('django.apps' in sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_file_names_a_package_registry():
    # In pieces, so that this file does not name one.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com"]
    hosts += ["un" + "pkg.com", "js" + "delivr.net", "cdn" + "js.cloudflare", "crates" + ".io"]
    assert [(name, host) for name, text in committed() for host in hosts if host in text] == []


def test_no_file_names_a_place_on_somebodys_machine():
    places = ["/" + "home/", "/" + "Users/", "/" + "root/", "/" + "work/", "C:" + "\\Users"]
    assert [(name, place) for name, text in committed() for place in places if place in text] == []


def test_the_lock_of_another_tool_is_not_kept():
    assert [name for name, _ in committed() if Path(name).name == "uv" + ".lock"] == []


def test_a_fresh_clone_holds_only_what_belongs_there():
    allowed = {"manage.py", "pyproject.toml", "README.md", "Makefile", "requirements.txt", "requirements-dev.txt"}
    allowed |= {"project", "generator", "templates", "static", "tests", ".ci"}
    found = {Path(name).parts[0] for name, _ in committed()}
    assert {name for name in found if not name.startswith(".git")} <= allowed

"""The stand-in shares no code with the program it stands in for."""

import ast
import sys
from pathlib import Path

import generator.sandbox

ALLOWED = {"starlette", "uvicorn", "PIL", "generator"}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_it_imports_only_the_standard_library_its_server_and_its_paint() -> None:
    files = sorted(Path(generator.sandbox.__file__).parent.glob("*.py"))
    assert len(files) > 10
    for path in files:
        for name in imports(path):
            top = name.partition(".")[0]
            assert top in ALLOWED or top in sys.stdlib_module_names, (path.name, name)
            if top == "generator":
                assert name.startswith("generator.sandbox"), (path.name, name)

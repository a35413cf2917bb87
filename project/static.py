"""Static files under names that carry their content's hash, so that a browser may keep them for ever.

Scripts and style sheets are written in many small files, and a first visit would wait for each of them.
`collectstatic` puts what an entry imports in the place of its imports, and takes comments and blanks out, so that a
page asks for a few small files. Where nothing is collected, a browser follows the same imports by itself.
"""

import re
from collections.abc import Callable, Iterator
from graphlib import CycleError
from typing import Any

import minify_html
import zopfli.gzip
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

Read = Callable[[str], str]

SHEET_IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)
MODULE_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"\./(\w+)\.js";\n', re.MULTILINE)
MODULE_EXPORT = re.compile(r"^export (?=(?:const|class|(?:async )?function\*?) (\w+))", re.MULTILINE)
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export|@import)\b.*|\bimport\(.*", re.MULTILINE)


class ThoroughCompressor(Compressor):  # type: ignore[misc]
    """Makes what the studio's pages ask for smaller by a thirtieth than zlib does, which takes a second; for the many
    files of the panel it would be ten.
    """

    OURS = re.compile(r"(?<!/admin)/(?:css|js|vendor)/[\w.-]+\.[0-9a-f]{12}\.(?:css|js)$")
    ROUNDS = 3  # more are hardly smaller

    def __init__(self, **options: Any):
        super().__init__(**options)
        self._quick = Compressor(**options)

    def compress(self, path: str) -> list[str]:
        found: list[str] = super().compress(path) if self.OURS.search(path) else self._quick.compress(path)
        return found

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return bytes(zopfli.gzip.compress(data, numiterations=ThoroughCompressor.ROUNDS))


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins the entries; modules that no page asks for any more get no name of their own."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        if not dry_run:
            joined = dict(entries(read))
            for name, text in joined.items():
                self.delete(name)
                paths[name] = (self, self.save(name, ContentFile(text.encode())))
            for name in [name for name in paths if name.startswith("js/") and name not in joined]:
                del paths[name]
        yield from super().post_process(paths, dry_run, **options)

    def create_compressor(self, **options: Any) -> Compressor:
        return ThoroughCompressor(**options)


def entries(read: Read) -> Iterator[tuple[str, str]]:
    """What a page asks for, by name, as it is sent."""
    for name in ("css/house.css", "css/studio.css"):
        yield name, minified(joined_sheets(name, read), "style")
    yield "js/app.js", minified(joined_modules("js/app.js", read), "script")
    for name in ("js/early.js", "js/rows.js"):
        yield name, minified(read(name), "script")


def minified(text: str, kind: str) -> str:
    """The same `style` or `script` without comments and blanks; names stay as they are."""
    if kind == "script":
        text = COMMENT.sub("", text)  # those before a statement would be kept
    whole = minify_html.minify(f"<{kind}>{text}</{kind}>", minify_css=True, minify_js=True)
    return whole.removeprefix(f"<{kind}>").removesuffix(f"</{kind}>")


def joined_sheets(entry: str, read: Read) -> str:
    """An entry with the sheets that it imports, in its order."""
    folder = entry.rpartition("/")[0]
    return complete(entry, SHEET_IMPORT.sub(lambda match: read(f"{folder}/{match[1]}"), read(entry)))


def joined_modules(entry: str, read: Read) -> str:
    """A module and all that it needs as one, each in a function that returns what it exports.

    They run in the order in which a browser runs modules, for some listen to the same events: each after those that
    it imports, in the order of its imports. `CycleError` tells of two that need each other, `ImproperlyConfigured` of
    a form that is not known here and of a name that is not exported. What they export is not assigned anew.
    """
    folder, _, first = entry.rpartition("/")
    exports: dict[str, list[str]] = {}
    parts: list[str] = []

    def add(name: str, needed_by: tuple[str, ...]) -> None:
        if name in needed_by:
            raise CycleError(f"{name}.js needs itself", [*needed_by, name])
        if name in exports:
            return
        text = read(f"{folder}/{name}.js")
        for match in MODULE_IMPORT.finditer(text):
            add(match[2], (*needed_by, name))
            for wanted in names_of(match):
                if wanted not in exports[match[2]]:
                    raise ImproperlyConfigured(f"{name}.js imports {wanted}, which {match[2]}.js does not export")
        exports[name] = MODULE_EXPORT.findall(text)
        parts.append(complete(f"{name}.js", in_function(name, text, exports[name])))

    add(first.removesuffix(".js"), ())
    return "\n".join(parts)


def names_of(match: re.Match[str]) -> list[str]:
    """The names that an import takes, as the other module calls them."""
    return [name.split(" as ")[0].strip() for name in (match[1] or "").split(",") if name.strip()]


def in_function(name: str, text: str, exports: list[str]) -> str:
    body = MODULE_EXPORT.sub("", MODULE_IMPORT.sub(taken, text))
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();"


def taken(match: re.Match[str]) -> str:
    """An import, as what is taken from what another module's function returned."""
    names, module = match.groups()
    return f"const {{{names.replace(' as ', ': ')}}} = ${module};\n" if names else ""


def complete(name: str, text: str) -> str:
    if left := LEFT_OVER.search(text):
        raise ImproperlyConfigured(f"{name} has what cannot be joined: {left[0]}")
    return text

"""The command line: ``secondsource serve`` and ``secondsource library …``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from service.library.files import BadFileError, files_under
from service.library.index import DEFAULT_COLLECTION, Library, LibraryError
from service.library.left_out import LeftOut
from service.library.pages import Pages
from service.library.readers import documents_in
from service.settings import Settings

OK, FAILED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers the exit code: 0 done, 1 not all could be done, 2 called wrongly."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.model_validate({})
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False, include_input=False):
            _complain(f"setting {'.'.join(map(str, problem['loc'])) or '(several)'}: {problem['msg']}")
        return MISUSED
    if options.command == "serve":
        return _serve(settings)
    library = Library(options.folder or settings.data_dir / "library")
    try:
        if options.action == "add":
            return _add(library, options.paths, options.collection)
        if options.action == "list":
            return _list(library, options.collection)
        return _remove(library, options.collection, options.id)
    except LibraryError as error:
        _complain(str(error))
        return FAILED
    except BrokenPipeError:
        # The reader had enough (``| head``); what is still buffered must not raise at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _serve(settings: Settings) -> int:
    from service.app import run  # noqa: PLC0415 - the library commands need none of it, and start at once

    run(settings)
    return OK


def _add(library: Library, paths: Sequence[Path], collection: str) -> int:
    """Each file by itself: all of it or nothing; the others are added nevertheless."""
    library.path(collection)
    failed = False
    with Pages() as pages:
        for path in paths:
            try:
                for file in files_under(path):
                    failed = not _add_file(library, file, collection, pages) or failed
            except BadFileError as error:
                _tell(error)
                failed = True
    return FAILED if failed else OK


def _add_file(library: Library, file: Path, collection: str, pages: Pages) -> bool:
    left_out = LeftOut()
    try:
        added = library.add(collection, documents_in(file, pages, left_out))
    except BadFileError as error:
        _tell(error)
        return False
    beside = f"; left out: {left_out}" if left_out else ""
    print(f"{file}: {added} document{'' if added == 1 else 's'} in {collection}{beside}")
    return True


def _list(library: Library, collection: str | None) -> int:
    if collection is not None:
        for document in library.documents(collection):
            dates = f"published {document.published or '?'}"
            if document.published_origin:
                dates += f" ({document.published_origin})"
            if document.captured_at:
                dates += f", captured {document.captured_at}"
            print(f"{document.key}\t{document.title}\t{dates}\t{document.url or '-'}")
        return OK
    for info in library.collections():
        pack = f"\t{info.pack}" if info.pack else ""
        print(f"{info.name}\t{info.documents} documents\t{info.size / 1e6:.1f} MB{pack}")
    return OK


def _remove(library: Library, collection: str, keys: Sequence[str] | None) -> int:
    removed = library.remove(collection, keys)
    print(f"{removed} document{'' if removed == 1 else 's'} removed from {collection}")
    if keys is not None and removed < len(set(keys)):
        _complain(f"{len(set(keys)) - removed} of the ids are not in {collection}")
        return FAILED
    return OK


def _tell(error: BadFileError) -> None:
    for problem in error.problems:
        where = "" if problem.line is None else f":{problem.line}"
        _complain(f"{error.path}{where}: {problem.reason}")
    _complain(f"{error.path}: nothing of it was added")


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="secondsource", description="Checks the claims in an article and shows the evidence."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the service (settings come from the environment)")
    library = commands.add_parser("library", help="evidence of your own, searched like a source")
    library.add_argument("--folder", type=Path, help="folder of the library (default: in the data folder)")
    actions = library.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="add JSONL, HTML, text, WARC or ZIM files, or folders of them")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--collection", default=DEFAULT_COLLECTION, help="default: %(default)s")
    listing = actions.add_parser("list", help="list the collections, or the documents of one")
    listing.add_argument("collection", nargs="?")
    remove = actions.add_parser("remove", help="remove a collection, or documents of it")
    remove.add_argument("collection")
    remove.add_argument("--id", action="append", help="remove only this document (repeatable)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

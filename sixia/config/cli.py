"""The one console command, `sixia`: prints a list for people, hands each word to the command of that name, and turns
failures into sentences. Knows no room."""

import os
import sys
import traceback

from sixia import __version__
from sixia.config.messages import compile_stale
from sixia.kit.keys import KeyFileError

EX_CONFIG = 78
INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command line; returns the process's exit code (78 when the installation is set up wrongly)."""
    args = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sixia.config.settings")
    compile_stale()
    try:
        return _run(args)
    except KeyFileError as error:
        sys.stderr.write(f"{error}\n")
        return EX_CONFIG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  # the last line: whoever called gets a sentence first, whoever mends it gets the trace
        sys.stderr.write(_sentence(error))
        traceback.print_exc()
        return 1


def _run(args: list[str]) -> int:
    if args[:1] == ["keys"]:
        from sixia.config import keyfile  # only this word needs it, and it must work where Django cannot start

        return keyfile.main(args[1:])
    if args[:1] == ["--version"]:
        sys.stdout.write(f"sixia {__version__}\n")
        return 0
    if not args or args[0] in ("help", "--help", "-h"):
        return _django([args[1], "--help"]) if len(args) > 1 else _overview()
    return _django(args)


def _overview() -> int:
    from sixia.config.cli_overview import overview  # needs Django; the words above do not

    sys.stdout.write(overview())
    return 0


def _django(args: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sixia", *args])
    return 0


def _sentence(error: Exception) -> str:
    from django.db import DatabaseError

    if isinstance(error, DatabaseError):
        return "The database did not do what was asked of it. Is it running, and has `sixia prepare` been run? Details:\n"
    return "Sixia stopped at something it did not expect. Details for whoever looks after it:\n"

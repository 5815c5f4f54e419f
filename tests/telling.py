"""Says what failed as soon as it has failed, also where several processes run the tests: a run that is cut short has told."""

from typing import Any

import pytest

MOST = 12
"""Lines of a failure that are shown at once; all of them stand at the end."""


class Teller:
    """Listens to the process that gathers the others' reports."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One line with the test's name, then what went wrong."""
        if not report.failed:
            return
        terminal: Any = self.config.pluginmanager.get_plugin("terminalreporter")
        terminal.ensure_newline()
        terminal.write_line(f"FAILED {report.nodeid} ({report.when}, {report.duration:.0f} s)", red=True)
        for line in said(report)[:MOST]:
            terminal.write_line(f"    {line}")
        terminal.flush()


def said(report: pytest.TestReport) -> list[str]:
    """Where and why, in the words of the assertion or the error."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = f"{crash.path}:{crash.lineno}: {crash.message}" if crash else str(report.longrepr)
    return text.splitlines()

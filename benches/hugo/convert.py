"""Makes a Hugo site's content of a generated archive: `convert.py CORPUS CONTENT`.

What fangtan reads out of an export at every build is done here once, outside the measurement, so that Hugo starts from
what a publisher would have prepared for it: YAML front matter instead of the export header, 往期回顾 as a plain list
that already leads to this site's own articles, no promotional tail. The text between them is not touched.
"""

import re
import sys
from pathlib import Path
from typing import Iterator

SETTINGS = {"发布地": "place", "原文链接": "source", "封面图链接": "cover", "文章作者": "author"}
RELATED = "#  往期回顾\n"
CARD = re.compile(r"^\[\d+、\[(?P<title>[^]]*)\]!\[\]\([^)]*\)\]\((?P<address>[^)]*)\)$", re.MULTILINE)
MID = re.compile(r"&mid=(\d+)&")


def main() -> None:
    corpus, content = Path(sys.argv[1]), Path(sys.argv[2])
    permalinks = {mid(path): f"/{path.stem}/" for path in articles(corpus)}
    for path in articles(corpus):
        target = content / "article" / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(convert(path.read_text(encoding="utf-8"), permalinks), encoding="utf-8")
    # In no list, so that a template can take the list of all pages as it is.
    archive = "---\ntitle: 归档\nlayout: archive\nbuild: {list: never}\n---\n"
    (content / "archive.md").write_text(archive, encoding="utf-8")


def articles(corpus: Path) -> Iterator[Path]:
    """Every article, folder by folder, never all names of a large archive at once."""
    for folder in sorted(corpus.iterdir()):
        yield from sorted(folder.glob("*.md"))


def mid(path: Path) -> int:
    """The number by which another article's address names this one: the generator counts on from a fixed one."""
    return 2_240_000_000 + int(path.stem.rsplit("-", 1)[1])


def convert(text: str, permalinks: dict[int, str]) -> str:
    """One article, from an export with a line of tags above it to a page for Hugo."""
    tags, _, rest = text.removeprefix("---\n").partition("\n---\n# ")
    title, _, rest = rest.partition("\n\n")
    first, second, body = rest.split("\n\n", 2)
    lines = ["---", f'title: "{title}"', tags]
    for line in f"{first}\n{second}".splitlines():
        name, _, value = line.partition(": ")
        if name == "发布时间":
            lines.append(f"date: {value.replace(' ', 'T')}:00+08:00")
        else:
            lines.append(f'{SETTINGS[name]}: "{value}"')
    return "\n".join([*lines, "---", "", prose(body, permalinks)])


def prose(body: str, permalinks: dict[int, str]) -> str:
    """The body with its related cards reduced to links, and nothing after them."""
    text, _, after = body.partition(RELATED)
    links = []
    for card in CARD.finditer(after):
        address = card["address"]
        number = MID.search(address)
        links.append(f"- [{card['title']}]({permalinks.get(int(number[1]), address) if number else address})")
    return "\n".join([f"{text}## 往期回顾\n", *links, ""])


if __name__ == "__main__":
    main()

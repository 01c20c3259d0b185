#!/usr/bin/env python3
"""Writes the fixtures of this folder: one conversation in the HTML that the WeChat editor makes, through html2text.

    pip install html2text==2025.4.15
    python3 tests/html2text/make.py

The exporters that most articles come from are built on html2text, so what it does to nested emphasis, sections and
line breaks is what the reader of interviews has to undo. The output is committed; the test reads that alone.
"""

from pathlib import Path

import html2text

TURNS = [
    ("记者", "江水今年高吗？"),
    ("林若川", "比去年高两尺。<strong>我量过。</strong>码头的第三级台阶已经看不见了，邻居们都把船系到了树上。"),
    ("记者", "高了以后怎么办？"),
    ("林若川", "把凳子搬到楼上。"),
    ("记者", "搬了几回？"),
    ("林若川", "记不清了，十几回吧。"),
    ("记者", "还住吗？"),
    ("林若川", "住。"),
]

FORMS = {
    # What the editor makes of a pasted text: a section for each block, a span for each run.
    "sections": lambda name, words: (
        f'<section><section><p style="x"><strong><span leaf="">{name}：</span></strong>'
        f'<span leaf="">{words}</span></p></section></section>'
    ),
    # Bold twice over, and a bold that ends where the next begins.
    "nested-bold": lambda name, words: (
        f"<p><strong><strong>{name}</strong></strong><strong>：</strong><span>{words}</span></p>"
    ),
    # The name and its words on two lines of one paragraph.
    "broken-line": lambda name, words: f"<p><strong>{name}：</strong><br>{words}</p>",
    # The name in a paragraph of its own.
    "own-paragraph": lambda name, words: f"<p><strong><span>{name}：</span></strong></p><p>{words}</p>",
    # Bold italics with a space inside.
    "bold-italic": lambda name, words: f"<p><em><strong>{name}： </strong></em>{words}</p>",
    # The name as a heading.
    "heading": lambda name, words: f"<h3><strong>{name}：</strong></h3><p>{words}</p>",
    # Everything that is asked stands out.
    "whole-questions": lambda name, words: (
        f"<p><strong>{name}：{words}</strong></p>" if name == "记者" else f"<p><strong>{name}：</strong>{words}</p>"
    ),
}


def main() -> None:
    here = Path(__file__).parent
    for form, block in FORMS.items():
        body = "".join(block(name, words) for name, words in TURNS)
        page = f"<h1>对话林若川：江边的事</h1><p>林若川在江边住了三十年。</p>{body}"
        (here / f"{form}.md").write_text(html2text.html2text(page), encoding="utf-8")


if __name__ == "__main__":
    main()

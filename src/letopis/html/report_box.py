"""The box at the foot of a page for readers who report a mistake, where no repository is named that has a form for it."""

from __future__ import annotations

from html import escape

from letopis.html.citation_formats import Work

QUESTIONS = ("What it says:", "What it should say:", "Which source says so, and where in it:")
"""What whoever corrects the page has to know; the form of the repository asks the same."""


def report_box(work: Work, page: str, address: str) -> str:
    """The lines of a report to copy and fill in, with the page and the edition already in them.

    ``page`` is the address of the page as seen from the top of the site; the script puts the address in its place at
    which the page is read. ``address`` is where reports are sent (``letopis_report_address``); empty: nobody has said.
    """
    if address:
        shown = escape(address.removeprefix("mailto:"))
        way = f'Fill in these lines and send them to <a href="{escape(address)}">{shown}</a>.'
    else:
        way = "This copy names no address for reports: fill in these lines, and give them to whoever published it."
    where = escape(work.address) if work.address else f'<span class="letopis-here">{escape(page)}</span>'
    lines = [
        f"Page: {escape(work.title, quote=False)}, {where}",
        *([f"Edition: {escape(work.edition, quote=False)}"] if work.edition else []),
        *QUESTIONS,
    ]
    unseen = '<span class="letopis-unseen"> the report</span>'
    button = f'<button type="button" hidden data-letopis-copy>Copy{unseen}</button>'
    text = "\n".join(lines)
    return (
        '<details class="letopis-cite letopis-report"><summary>Report a mistake on this page</summary>\n'
        f"<p>{way}</p>\n<dl><dt>Report <span>{button}</span></dt>\n<dd><pre>{text}</pre></dd></dl>\n</details>\n"
    )

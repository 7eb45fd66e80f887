"""What the help of each command ends with: examples to try."""

from __future__ import annotations

from typing import Final

ALL: Final = """\
a first change, from beginning to end:
  letopis new person "Ada Lovelace" --source Fuegi2003    a page with what is known
  letopis doctor                                          is anything wrong, and what would be right?
  letopis affects origin/main                             what does my change do? (ready to be posted)
In the archive's own repository write python3 make.py in place of letopis. Each command has a help of its own, such as
letopis new --help. The exit code is 0 if all is well, 1 if something was found, 2 on misuse."""

AFFECTS: Final = """\
examples:
  letopis affects                        what is changed here and not committed yet
  letopis affects origin/main            what this branch changes; as Markdown, ready to be posted
  letopis affects docs/people/ada.md     what stands on a page, and who uses it"""

NEW: Final = """\
examples:
  letopis new                                            asks for everything, with a suggestion for the key
  letopis new person "Ada Lovelace" --born "1815-12-10 [Fuegi2003]" --source Fuegi2003
  letopis new event --name "First meeting" --date 1833-06-05 --participant "ada | met Babbage" --source Fuegi2003
  letopis new claim --name P1 --key p1 --statement "She wrote the first program." --verdict disputed
              --for Fuegi2003 --against Kim1999 --answers who-was-first
  letopis new term aktiv "aktiv" --summary "The most active members of an organisation."
  letopis new source --title "Lovelace and Babbage" --author "Fuegi, John" --year 2003 --for person:ada
Fields that are not given are not written, but for two: ':judged:' with the day of today in a claim, and ':except:' in a
record without a source. Nothing is written if a check would object. A claim, a vote and a term go into the page where the
others stand, or into that of --page."""

RENAME: Final = """\
example:
  letopis rename person lovelace ada-lovelace
Links, fields, views, texts and quotations are changed, words in sentences are not. Old links go on working: the old key
stays as an alias."""

DOCTOR: Final = """\
examples:
  letopis doctor                    what is wrong, page by page, and what would be right
  letopis doctor --fix              mend what has one sure remedy, and say what is left
  letopis doctor --suggest          also: links you could set, words you could better
  letopis doctor --format github    annotations for a forge
The exit code is 0 if nothing is wrong and 1 if something is; suggestions do not count."""

"""Some three hundred invented sources: every type and field of BibTeX and biblatex, and the awkward cases of each.

``python -m tests.sources.corpus`` prints them as a ``.bib`` file. Each value has a word of its own in it, which must be
printed: :func:`marker` makes it from the number of the entry and the name of the field. No name is that of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SYLLABLES: Final = "ba ko ri ten lu mos pel dan vir sta gor nek fin hul jas".split()

TYPES: Final = (
    "article book mvbook inbook bookinbook suppbook booklet collection mvcollection incollection suppcollection dataset"
    " manual misc online patent periodical suppperiodical proceedings mvproceedings inproceedings reference mvreference"
    " inreference report software thesis unpublished artwork audio image interview letter map movie music performance"
    " review standard video legislation conference electronic mastersthesis phdthesis techreport www"
).split()

GROUPS: Final[dict[str, str]] = {
    "names": "editor translator annotator commentator introduction foreword afterword editora editorb",
    "titles": "subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon",
    "journal": "journaltitle journalsubtitle issuetitle issuesubtitle eventtitle eventtitleaddon series",
    "imprint": "publisher location institution organization howpublished venue holder",
    "remarks": "note addendum pubstate version type library origlanguage",
    "bibtex": "journal school address publisher series note howpublished chapter",
}
"""Fields that are tried together with each type, beside an author, a title and a year."""

_FIELDS: Final = tuple(dict.fromkeys(" ".join(["author title", *GROUPS.values()]).split()))
_PEOPLE: Final = frozenset(
    "author editor translator annotator commentator introduction foreword afterword editora editorb editorc holder"
    " bookauthor".split()
)


def marker(number: int, name: str) -> str:
    """A word that stands in one field of one entry, and nowhere else."""
    value = number * len(_FIELDS) + _FIELDS.index(name)
    parts = []
    for _ in range(4):
        value, digit = divmod(value, len(_SYLLABLES))
        parts.append(_SYLLABLES[digit])
    return "".join(reversed(parts)).capitalize()


def entries() -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry of the tables: its opening (``book{Key``), and its fields."""
    number = 0
    for kind in TYPES:
        for group, names in GROUPS.items():
            number += 1
            fields = {"author": f"{marker(number, 'author')}, Ida", "title": f"{marker(number, 'title')} and More"}
            for name in names.split():
                word = marker(number, name)
                fields[name] = (
                    f"{word}, Ole" if name in _PEOPLE else f"Of {word} Kind" if name == "howpublished" else word
                )
            fields["year" if group == "bibtex" else "date"] = str(1801 + number % 150)
            yield f"{kind}{{{kind}-{group}", fields


AWKWARD: Final = r"""
@string{quay = {Quay Press}}
@string{bay = "Narrow " # "Bay"}
@xdata{shared, publisher = quay, location = bay}
@book{dates-range, author={Cort, N.}, title={Range}, date={1941-06-22/1945-05-09}, xdata={shared}}
@book{dates-years, author={Cort, N.}, title={Years}, date={1941/1945}}
@book{dates-open, author={Cort, N.}, title={Open}, date={1941/..}}
@book{dates-about, author={Cort, N.}, title={About}, date={1850~}}
@book{dates-perhaps, author={Cort, N.}, title={Perhaps}, date={1850?}}
@book{dates-decade, author={Cort, N.}, title={Decade}, date={185X}}
@book{dates-early, author={Cort, N.}, title={Early}, date={-0043}}
@article{dates-season, author={Cort, N.}, title={Season}, journal={Annals}, date={1931-24}, pages={3--9}}
@article{dates-month, author={Cort, N.}, title={Month}, journal={Annals}, year={1931}, month=mar, day={7}}
@article{dates-month-words, author={Cort, N.}, title={Month in Words}, journal={Annals}, year={1931}, month={Maerz}}
@article{dates-zero, author={Cort, N.}, title={No Month}, journal={Annals}, date={1931-00-00}}
@book{dates-orig, author={Cort, N.}, title={Reprinted}, date={1990}, origdate={1911}, publisher={Quay Press}}
@book{names-particle, author={van der Veen, Jan}, title={Particles}, year={1901}}
@book{names-suffix, author={Gale, Jr., Ann}, title={Suffixes}, year={1902}}
@book{names-corporate, author={{Office of Salt and Brine}}, title={Institutions}, year={1903}}
@book{names-extended, author={family=Ortega y Gasset, given=Pepe}, title={Extended Names}, year={1904}}
@book{names-others, author={Gale, Ann and others}, title={Others}, year={1905}}
@book{names-many, author={Aa, A. and Bb, B. and Cc, C. and Dd, D. and Ee, E.}, title={Five}, year={1906}}
@book{names-cyrillic, author={Иванова, Анна}, title={Соль и море}, location={Москва}, publisher={Наука}, year={1907}}
@book{names-greek, author={Νικολάου, Άννα}, title={Αλάτι}, year={1908}}
@book{text-accents, author={M{\"u}ller, J{\'o}zef}, title={Caf{\'e} {\ss}alz \& {\O}l}, year={1911}}
@book{text-emph, author={Bern, I.}, title={On \emph{Ledgers} and \textit{Salt} in \textbf{Bold}}, year={1912}}
@article{text-quotes, author={Bern, I.}, title={The 'Long Night' of the Mill}, journal={Annals}, year={1913}}
@article{text-enquote, author={Bern, I.}, title={Of \enquote{the Mill} and \mkbibquote{Salt}}, journal={Annals}, year={1914}}
@book{text-zotero, author={Bern, I.}, title={On <i>Ledgers</i> and {\textless}i{\textgreater}Salt{\textless}/i{\textgreater}}, year={1915}}
@book{text-protected, author={Bern, I.}, title={The {BBC} and the {de Gaulle} Papers}, year={1916}}
@book{text-figures, author={Bern, I.}, title={Rain in '57 and H\textsubscript{2}O, the 2\textsuperscript{nd} Time}, year={1917}}
@book{text-foreign, author={Bern, I.}, title={\foreignlanguage{french}{Le sel}}, note={See \href{https://example.org/a}{this page} and \url{https://example.org/b}}, year={1918}}
@incollection{inherit-child, author={Holm, Ture}, title={The Winter Fair}, pages={30--44}, crossref={inherit-parent}}
@collection{inherit-parent, editor={Wenn, Lia}, title={Fairs of the North}, publisher=quay, location=bay, date={1962}}
@inbook{inherit-volume, author={Holm, Ture}, title={A Chapter}, crossref={inherit-mv}}
@mvbook{inherit-mv, author={Holm, Ture}, title={All Works}, date={1963}, publisher=quay}
@letter{archive-letter, author={Gale, Ann}, title={To Tom Hart}, date={1950-02-03}, library={State Archive, box 4, folder 2}}
@unpublished{archive-memo, author={Gale, Ann}, title={On the Price of Salt}, howpublished={memorandum}, date={1950-02-04}, note={f. 5, op. 30, d. 12, l. 7}}
@unpublished{archive-minutes, title={[Minutes of the Board]}, date={1951-03-04}, library={Town Archive, Narrow Bay}}
@article{archive-newspaper, author={Hart, Tom}, title={Salt Is Dear}, journaltitle={Coast Daily}, date={1950-02-05}, pages={3}, entrysubtype={newspaper}}
@interview{archive-interview, author={Hart, Tom}, title={Talk on the Mill}, date={1975-06}, note={interviewed by Ida Bern}}
@movie{archive-film, author={Lund, Kari}, title={The Mill}, date={1936}, publisher={Coast Films}}
@online{archive-web, author={Hart, Tom}, title={A Page}, url={https://example.org/page}, urldate={2020-01-02}, organization={Coast Society}}
@map{archive-map, author={Kart, E.}, title={The Lower River}, date={1888}, note={scale 1:50,000}}
@article{number-issue, author={Tarn, E.}, title={Ledgers}, journaltitle={Annals}, volume={4}, number={2}, issue={Autumn}, pages={10--19}, date={1949}}
@book{number-volume, author={Tarn, E.}, title={Volume}, volume={3}, volumes={7}, edition={2}, series={Studies}, number={12}, date={1950}}
@book{number-part, author={Tarn, E.}, title={Part}, maintitle={Whole}, volume={2}, part={1}, date={1951}}
@book{number-edition, author={Dahl, K.}, title={Ports}, edition={2., verbesserte Auflage}, year={1960}}
@book{number-isbn, author={Dahl, K.}, title={Numbers}, isbn={978-0-262-02619-2 (hardcover)}, doi={doi.org/10.1162/abc}, year={1961}}
@article{number-eid, author={Dahl, K.}, title={Electronic}, journaltitle={Annals}, eid={e117}, date={2011}, eprint={2101.00001}, eprinttype={arxiv}}
"""


def bib() -> str:
    """The whole corpus as the text of a ``.bib`` file."""
    made = []
    for opening, fields in entries():
        rows = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
        made.append(f"@{opening},\n{rows}}}\n")
    return "".join(made) + AWKWARD


if __name__ == "__main__":
    print(bib())

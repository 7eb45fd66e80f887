"""Entries as historians write them: what each must print, in lists, in notes and in short notes."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from letopis.bibliography import read_bib
from letopis.bibliography.contributors import Form
from letopis.bibliography.labels import in_order
from letopis.bibliography.style import format_entry, format_note, format_short_note
from letopis.bibliography.terms import LANGUAGES


def entries(text: str) -> dict[str, object]:
    return dict(read_bib(text).data.entries)


def listed(text: str, key: str = "k", form: Form = Form.LIST, language: str = "en") -> str:
    return str(format_entry(read_bib(text).data.entries[key], form=form, language=language))


def html(text: str) -> str:
    rendered: str = format_entry(read_bib(text).data.entries["k"]).render_as("html")
    return rendered


def noted(text: str, locator: str = "") -> str:
    return str(format_note(read_bib(text).data.entries["k"], locator))


def faults(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in read_bib(text, "a.bib").findings]


def codes(text: str) -> list[str]:
    return [code for code, _ in faults(text)]


# ------------------------------------------------------------------ what must not be lost
@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("url={ftp://x.org/pub/a.txt}", "Lund, Eva. 1950. T. ftp://x.org/pub/a.txt"),
        ("url={www.x.org/a}", "Lund, Eva. 1950. T. http://www.x.org/a"),
        ("url={shelf 7}", "Lund, Eva. 1950. T. shelf 7."),
        ("doi={https://journal.example.org/doi/abs/10.1000/ab.7?x=1}", "Lund, Eva. 1950. T. https://doi.org/10.1000/ab.7"),
        ("doi={10.1000/ ab.7}", "Lund, Eva. 1950. T. https://doi.org/10.1000/ab.7"),
        ("doi={10.1000%2Fab.7}", "Lund, Eva. 1950. T. https://doi.org/10.1000/ab.7"),
        ("doi={https://x.org/7}", "Lund, Eva. 1950. T. https://x.org/7"),
        ("doi={none}", "Lund, Eva. 1950. T. doi:none."),
        ("series={newseries}, number={4}", "Lund, Eva. 1950. T. n.s. 4."),
        ("series={2}", "Lund, Eva. 1950. T. 2nd ser."),
        ("pages={174--7}", "Lund, Eva. 1950. T. 174–77."),
        ("pages={101--8}", "Lund, Eva. 1950. T. 101–8."),
        ("note={\\bibstring{reviewof} \\emph{Ice}}", "Lund, Eva. 1950. T. review of Ice."),
        ("note={\\bibstring{nosuchkey}}", "Lund, Eva. 1950. T. nosuchkey."),
        ("location={countryde and countryfr}", "Lund, Eva. 1950. T. Germany and France."),
        ("titleaddon={\\mkbibordinal{3} \\bibstring{edition}}", "Lund, Eva. 1950. T [3rd ed.]."),
        ("titleaddon={\\RN{17} and \\romannumeral{4}}", "Lund, Eva. 1950. T [XVII and iv]."),
        ("editor={Holt, Ann}, editortype={none}", "Lund, Eva. 1950. T. Ann Holt."),
        ("editor={Holt, Ann}, editortype={\\autocap{l}ibretto by}", "Lund, Eva. 1950. T. Libretto by Ann Holt."),
        ("note={R&amp;D \\enquote{a \\enquote{b}}}", "Lund, Eva. 1950. T. R&D “a ‘b’”."),
        ("note={\\begin{otherlanguage}{german}Wort\\end{otherlanguage}}", "Lund, Eva. 1950. T. Wort."),
    ],
)  # fmt: skip
def test_what_is_written_in_another_way_is_printed_all_the_same(fields: str, text: str) -> None:
    assert listed(f"@book{{k, author={{Lund, Eva}}, title={{T}}, date={{1950}}, {fields}}}") == text


def test_the_words_of_keys_stand_in_the_language_of_the_list() -> None:
    entry = "@book{k, author={Lund, Eva}, title={T}, date={1950}, series={newseries}, note={\\bibstring{reviewof} X}}"
    entry = entry.replace("\\\\", "\\")
    assert listed(entry, language="de") == "Lund, Eva. 1950. T. N. F. Rezension von X."
    assert listed(entry, language="ru") == "Lund, Eva. 1950. T. новая серия. рецензия: X."


def test_every_language_has_every_word() -> None:
    same = {"volume_short", "fond", "opis", "delo", "list"}  # the abbreviations of Russian archives stay
    table = tomllib.loads(files("letopis.bibliography").joinpath("locales.toml").read_text("utf-8"))
    assert {code: sorted(set(table["en"]) - set(words) - same) for code, words in table.items()} == {
        code: [] for code in LANGUAGES
    }


def test_a_comment_between_fields_loses_none_of_them() -> None:
    text = (
        "% @book{old, author={Nobody}}\n% @book{older,\n%  title={X}}\n@book{k, author={Lund, Eva}, % of {the coast\n"
        " title={T}, % editor = {None},\n % note = {gone},\n date={1950}, note={50\\% of it} % end\n}\n@book{l, title={U}}"
    )
    assert faults(text) == []
    assert listed(text) == "Lund, Eva. 1950. T. 50% of it."
    assert set(entries(text)) == {"k", "l"}


def test_the_school_of_a_thesis_is_named_once_in_a_bibliography() -> None:
    entry = "@phdthesis{k, author={Lund, Eva}, title={T}, school={Quay University}, address={Old Quay}, year={1950}}"
    assert listed(entry, form=Form.BIBLIOGRAPHY) == "Lund, Eva. “T.” PhD diss., Quay University, Old Quay, 1950."


def test_the_author_of_a_set_stands_beside_its_title() -> None:
    text = (
        "@book{k, author={Turn, Nils}, title={Style}, volume={4}, crossref={m}}\n"
        "@mvbook{m, author={Moul, Jan}, title={A Grammar}, volumes={4}, date={1950}}"
    )
    assert listed(text) == "Turn, Nils. 1950. Style. Vol. 4 of A Grammar, by Jan Moul. 4 vols."


@pytest.mark.parametrize(
    ("author", "text", "told"),
    [
        ("Holt, Ann and", "Holt, Ann.", True),
        ("Holt, Ann and and Berg, Jo", "Holt, Ann, and Jo Berg.", True),
        ("{Ports and Docks} and {Ice and Salt}", "Ports and Docks and Ice and Salt.", False),
        ("Holt, Ann,", "Holt, Ann.", True),
        ("Ann Marie Holt, Jr.", "Holt, Ann Marie, Jr.", False),
        ("Holt, Ann and Berg, Jo and others", "Holt, Ann, Jo Berg, et al.", False),
        ("family=Hua, given=Linfu, cjk=華林甫", "Hua, Linfu, 華林甫.", False),
        ("Ivanova, I. I. [Иванова, И. И.]", "Ivanova, I. I. [Иванова, И. И.].", False),
    ],
)
def test_names_lose_no_one(author: str, text: str, told: bool) -> None:
    entry = f"@book{{k, author={{{author}}}, title={{T}}, date={{1950}}}}"
    assert listed(entry) == f"{text.removesuffix('.') if text.endswith('..') else text} 1950. T."
    assert ("bib-name" in codes(entry)) is told


def test_people_of_a_field_that_stands_twice_are_all_named() -> None:
    entry = "@book{k, editor={Holt, Ann}, editor={Berg, Jo}, title={T}, date={1950}}"
    assert listed(entry) == "Holt, Ann, and Jo Berg, eds. 1950. T."
    assert codes(entry) == ["bib-duplicate-field"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ('year={1950}, month={mar # "~1"}', "1950. T. 1 March 1950."),
        ("year={1950}, month={April 1950}", "1950. T. April 1950."),
        ("year={1957/58}, month={Dec.--Jan.}", "1957–58. T. Dec.–Jan. 1957–58."),
    ],
)
def test_a_month_with_more_in_it_is_read(fields: str, text: str) -> None:
    entry = f"@book{{k, author={{Lund, Eva}}, title={{T}}, {fields}}}"
    assert listed(entry) == f"Lund, Eva. {text}"
    assert codes(entry) == []


# ------------------------------------------------------------------ biblatex's fields
@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (("@article{k, author={Lund, Eva}, title={Rolls of the Toll}, subtitle={Proof and Doubt}, issue={Spring},"
         " journaltitle={Harbour Annals}, volume={7}, pages={11--18}, date={1948}}"),
         "Lund, Eva. 1948. “Rolls of the Toll: Proof and Doubt.” Harbour Annals 7 (Spring): 11–18."),
        (("@book{k, author={Lund, Eva}, title={The Toll}, subtitle={A Study}, location={Old Quay}, publisher={Pier Press},"
         " date={1951}, origdate={1909}}"),
         "Lund, Eva. (1909) 1951. The Toll: A Study. Old Quay: Pier Press."),
        (("@inbook{k, author={Lund, Eva}, bookauthor={Rask, Per}, title={Foreword}, booktitle={Ebbs}, booksubtitle={A"
         " Table}, maintitle={Works}, volume={3}, location={Old Quay}, publisher={Pier Press}, date={1952}, pages={i--x}}"),
         "Lund, Eva. 1952. “Foreword.” In Ebbs: A Table, vol. 3 of Works, by Per Rask, i–x. Old Quay: Pier Press."),
        ("@thesis{k, author={Lund, Eva}, title={Salt}, type={phdthesis}, institution={Quay University}, date={1953}}",
         "Lund, Eva. 1953. “Salt.” PhD diss., Quay University."),
        ("@mastersthesis{k, author={Lund, Eva}, title={Salt}, school={Quay University}, year={1953}}",
         "Lund, Eva. 1953. “Salt.” Master’s thesis, Quay University."),
        ("@misc{k, author={Lund, Eva}, title={Sketch}, pubstate={inpress}, eprint={2102.00002}, eprinttype={arxiv}}",
         "Lund, Eva. In press. “Sketch.” arXiv:2102.00002"),
        (("@patent{k, author={Lund, Eva}, title={A Lock}, type={patentus}, number={12345}, holder={{Lock Works}},"
         " date={1931-05-04}, location={countryus and countryde}}"),
         "Lund, Eva. 1931. A Lock. Assigned to Lock Works. US patent 12345. United States and Germany. 4 May 1931."),
        ("@movie{k, title={The Ferry}, editor={Holt, Ann}, editortype={director}, publisher={Quay Films}, date={1949}}",
         "Holt, Ann, dir. 1949. The Ferry. Quay Films."),
        ("@interview{k, author={Holt, Ann}, interviewer={Berg, Jo}, title={Interview on the Ferry}, date={1978-03-02}}",
         "Holt, Ann. 1978. Interview on the Ferry. Interview by Jo Berg. 2 March 1978."),
        ("@collection{k, editor={Holt, Ann}, editora={Berg, Jo}, editoratype={compiler}, title={Songs}, date={1950}}",
         "Holt, Ann, ed. 1950. Songs. Compiled by Jo Berg."),
        ("@article{k, author={Lund, Eva}, title={T}, journaltitle={Annals}, series={newseries}, volume={9}, date={1950}}",
         "Lund, Eva. 1950. “T.” Annals, n.s., 9."),
        (("@article{k, author={Lund, Eva}, title={T}, journaltitle={Annals}, issuetitle={Ice}, volume={9}, number={2},"
         " date={1950-03}, pages={4}}"),
         "Lund, Eva. 1950. “T.” “Ice,” special issue, Annals 9, no. 2 (March): 4."),
        (("@book{k, author={Lund, Eva}, translator={Berg, Jo}, origlanguage={russian}, title={T}, date={1950},"
         " origtitle={Tе}, origlocation={Minsk}, origpublisher={Nauka}, origdate={1948}}"),
         "Lund, Eva. 1950. T. Translated by Jo Berg (from Russian). Originally published as Tе (Minsk: Nauka, 1948)."),
        (("@unpublished{k, author={Lund, Eva}, title={On Ice}, eventtitle={Ice Days}, venue={Old Quay},"
         " eventdate={1950-03-01/1950-03-04}, date={1950}}"),
         "Lund, Eva. 1950. “On Ice.” Paper presented at Ice Days, Old Quay, 1–4 March 1950."),
        ("@report{k, institution={Ice Office}, title={Ice}, type={resreport}, number={3-B}, date={1950}, language={polish}}",
         "Ice Office. 1950. Ice. Research report, 3-B. In Polish."),
        ("@book{k, author={Lund, Eva}, title={T}, date={1950}, pagetotal={212}, isbn={0-393-05144-7}}",
         "Lund, Eva. 1950. T. 212 pp. ISBN 0-393-05144-7."),
        (("@online{k, title={Ice}, organization={Ice Office}, url={https://ice.example.org/}, urldate={2020-02-03},"
         " archivedurl={https://web.archive.org/ice}, archivedate={2020-02-04}}"),
         ("“Ice.” n.d. Ice Office. Accessed 3 February 2020. https://ice.example.org/ Archived 4 February 2020 at"
         " https://web.archive.org/ice.")),
    ],
)  # fmt: skip
def test_fields_of_biblatex_are_printed(entry: str, text: str) -> None:
    assert listed(entry) == text


def test_a_shorthand_is_told_where_a_reader_looks_for_it() -> None:
    assert listed("@book{k, author={Lund, Eva}, title={T}, shorthand={LT}}") == "Lund, Eva. n.d. T. Cited as LT."
    assert listed("@book{k, author={{Ice Office}}, shortauthor={IO}, title={T}}") == "IO (Ice Office). n.d. T."
    assert listed("@book{k, editor={{Ice Office}}, shorteditor={IO}, title={T}}") == "IO (Ice Office, ed.). n.d. T."
    assert listed("@book{k, title={T}, series={Studies of Ice}, shortseries={SI}, number={4}}") == (
        "T. n.d. Studies of Ice (SI) 4."
    )


def test_a_field_that_nothing_prints_is_named() -> None:
    text = "@book{k, author={Lund, Eva}, title={T}, mood={Gloomy}, file={a.pdf}, bdsk-url-1={x}, abstract={y}}"
    ((code, message),) = faults(text)
    assert code == "bib-field"
    assert "'mood' (Gloomy) is printed nowhere" in message
    assert read_bib(text, kept=["mood"]).findings == []
    assert read_bib(text, kept=["mo*"]).findings == []


def test_a_field_under_both_of_its_names_is_printed_twice_only_if_they_differ() -> None:
    assert "North" in (text := listed("@book{k, title={T}, address={North}, location={South}, publisher={P}}"))
    assert "South: P" in text
    assert listed("@book{k, title={T}, address={North}, location={North}}").count("North") == 1


# ------------------------------------------------------------------ inheritance
FAIR = """@incollection{k, author={Moe, Ture}, title={The Summer Fair}, pages={30--44}, crossref={whole}}
@%s{whole, editor={Wold, Lia}, title={Fairs}, subtitle={A Book}, publisher={Pier Press}, address={Old Quay}, year={1962}}"""


@pytest.mark.parametrize("whole", ["book", "collection", "proceedings", "reference"])
def test_a_part_inherits_from_its_whole(whole: str) -> None:
    assert listed(FAIR % whole) == (
        "Moe, Ture. 1962. “The Summer Fair.” In Fairs: A Book, edited by Lia Wold, 30–44. Old Quay: Pier Press."
    )
    assert faults(FAIR % whole) == []


def test_what_a_whole_is_called_for_its_parts_is_its_booktitle() -> None:
    text = "@inproceedings{k, title={A}, crossref={w}}\n@proceedings{w, title={Long}, booktitle={Short}, year={1962}}"
    assert "In Short." in listed(text)
    assert listed(text, "w") == "Long. 1962. Short."


def test_inheritance_goes_through_several_entries() -> None:
    text = (
        "@inbook{k, title={A}, crossref={b}}\n@book{b, title={Vol}, volume={2}, crossref={m}}\n"
        "@mvbook{m, author={Moe, Ture}, title={Works}, date={1960/1964}}"
    )
    assert listed(text) == "Moe, Ture. 1960–64. “A.” In Vol, vol. 2 of Works."
    assert listed(text, "b") == "Moe, Ture. 1960–64. Vol. Vol. 2 of Works."


def test_an_article_inherits_the_title_of_its_periodical() -> None:
    text = "@article{k, author={Moe, T.}, title={A}, crossref={p}}\n@periodical{p, title={Annals}, volume={3}, date={1960}}"
    assert listed(text) == "Moe, T. 1960. “A.” Annals 3."


def test_a_date_of_its_own_is_not_mixed_with_that_of_the_whole() -> None:
    text = "@inbook{k, title={A}, date={1970}, crossref={b}}\n@book{b, title={B}, year={1960}, month={5}}"
    assert listed(text) == "“A.” 1970. In B."


def test_xdata_is_taken_over_and_not_listed() -> None:
    text = (
        "@xdata{press, publisher={Pier Press}}\n@xdata{place, location={Old Quay}, xdata={press}}\n"
        "@book{k, title={T}, xdata={place, press}, year={1950}}\n"
        "@book{g, author={xdata=who-author-2}, title={G}, publisher={xdata=press-publisher}}\n"
        "@xdata{who, author={One, A. and Two, B.}}"
    )
    assert listed(text) == "T. 1950. Old Quay: Pier Press."
    assert listed(text, "g") == "Two, B. n.d. G. Pier Press."
    assert list(entries(text)) == ["k", "g"]


def test_abbreviations_are_joined() -> None:
    text = '@string{q = "Quay"}\n@book{k, title={T}, publisher = q # " Press", month = may # "~8", year = 1950}'
    assert listed(text) == "T. 1950. Quay Press. 8 May 1950."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@book{k, title={T}, crossref={nowhere}}", "crossref 'nowhere' is in no file"),
        ("@book{k, title={T}, crossref={lund1951}}\n@book{lund1950, title={L}}", "The nearest key is 'lund1950'"),
        ("@book{k, title={T}, crossref={l}}\n@book{l, title={L}, crossref={k}}", "leads in a circle: k → l → k"),
        ("@book{k, title={T}, crossref={k}}", "leads in a circle: k → k"),
        ("@book{k, title={T}, xref={nowhere}}", "xref 'nowhere' is in no file"),
        ("@book{k, title={T}, xdata={nowhere}}", "xdata 'nowhere' is in no file"),
        ("@book{k, title={T}, related={nowhere}}", "related 'nowhere' is in no file"),
        ("@book{k, title={xdata=x-note}}\n@xdata{x, title={X}}", "has no field 'note'"),
    ],
)
def test_what_leads_nowhere_or_in_a_circle_is_told_once(text: str, says: str) -> None:
    (message,) = [message for code, message in faults(text) if code == "bib-crossref"]
    assert says in message


def test_nothing_is_inherited_through_xref() -> None:
    assert listed("@book{k, title={T}, year={1950}, xref={b}}\n@book{b, title={B}, publisher={P}}") == "T. 1950."


def test_a_long_chain_of_cross_references_is_cut_off() -> None:
    chain = "\n".join(f"@book{{k{n}, title={{T{n}}}, crossref={{k{n + 1}}}}}" for n in range(3000))
    reading = read_bib(chain + "\n@book{k3000, title={T}, publisher={P}}")
    assert len(reading.data.entries) == 3001


def test_related_works_are_printed() -> None:
    text = (
        "@book{k, author={Lund, Eva}, title={T}, year={1990}, related={o}, relatedtype={reprintof}}\n"
        "@book{o, author={Lund, Eva}, title={First}, year={1960}}"
    )
    assert listed(text) == "Lund, Eva. 1990. T. Reprint of Lund, First, 1960."


# ------------------------------------------------------------------ dates
@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ("date={1931-24}", "1931. “T.” River Review, Winter 1931, 3–9."),
        ("date={1941-06-22/1945-05-09}", "1941–45. “T.” River Review, 22 June 1941–9 May 1945, 3–9."),
        ("date={1957-06-18/1957-06-21}", "1957. “T.” River Review, 18–21 June 1957, 3–9."),
        ("date={1957-06/1957-07}", "1957. “T.” River Review, June–July 1957, 3–9."),
        ("year={1957}, month={июнь}", "1957. “T.” River Review, June 1957, 3–9."),
        ("year={1957}, month={Juillet}, day={4}", "1957. “T.” River Review, 4 July 1957, 3–9."),
        ("year={1957}, month={listopad}, langid={polish}", "1957. “T.” River Review, November 1957, 3–9."),
        ("year={1957}, month={listopad}, langid={croatian}", "1957. “T.” River Review, October 1957, 3–9."),
        ("year={1957}, month=jun # {~18}", "1957. “T.” River Review, 18 June 1957, 3–9."),
        ("date={1917-11-07 (OS 1917-10-25)}",
         "1917. “T.” River Review, 7 November 1917 (25 October 1917 Old Style), 3–9."),
    ],
)  # fmt: skip
def test_the_day_of_an_article(fields: str, text: str) -> None:
    entry = f"@article{{k, author={{Cole, N.}}, title={{T}}, journal={{River Review}}, pages={{3--9}}, {fields}}}"
    assert listed(entry) == f"Cole, N. {text}"
    assert faults(entry) == []


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("1941/1945", "1941–45"), ("1941/..", "1941–"), ("1941/", "1941–"), ("../1945", "–1945"), ("1850~", "ca. 1850"),
        ("1850?", "1850?"), ("1850%", "ca. 1850?"), ("185X", "1850s"), ("18XX", "1800–1899"), ("-0043", "44 BC"),
        ("1999-XX", "1999"), ("[1961,1962]", "1961 or 1962"), ("1898/1903", "1898–1903"), ("0410", "410"),
    ],
)  # fmt: skip
def test_the_year_of_a_list(date: str, text: str) -> None:
    assert listed(f"@misc{{k, author={{Cole, N.}}, title={{T}}, date={{{date}}}}}") == (
        f"Cole, N. {text}{'' if text.endswith(('?', '.')) else '.'} “T.”"
    )


@pytest.mark.parametrize(
    ("fields", "says", "printed"),
    [
        ("date={1950-5-3}", "Write 1950-05-03", "1950. “T.” 1950-5-3."),
        ("date={1950-00-00}", "Write 1950", "1950. “T.”"),
        ("year={1950}, month={00}", "there is no month '00'", "1950. “T.”"),
        ("year={1950}, month={Hilary Term}", "the month 'Hilary Term' is not known", "1950. “T.” Hilary Term 1950."),
        ("date={June 1957}", "Write 1957-06", "1957. “T.” June 1957."),
        ("year={1950}, month={2}, day={30}", "no such day", "1950. “T.” 30 2 1950."),
    ],
)
def test_a_date_that_cannot_be_read_is_told_and_printed(fields: str, says: str, printed: str) -> None:
    entry = f"@misc{{k, author={{Cole, N.}}, title={{T}}, {fields}}}"
    ((code, message),) = faults(entry)
    assert code == "bib-date"
    assert says in message
    assert listed(entry) == f"Cole, N. {printed}"


def test_sources_of_one_author_stand_by_their_dates() -> None:
    dates = ["1950-06", "-0043", "1850~", "185X", "1950-01-02", "1941/1945", ""]
    text = "\n".join(
        f"@misc{{k{n}, author={{Cole, N.}}, title={{T}}{f', date={{{d}}}' if d else ''}}}" for n, d in enumerate(dates)
    )
    reading = read_bib(text)
    assert [dates[int(entry.key[1:])] for entry in in_order(reading.data.entries.values())] == [
        "-0043", "1850~", "185X", "1941/1945", "1950-01-02", "1950-06", "",
    ]  # fmt: skip


# ------------------------------------------------------------------ editions, names
@pytest.mark.parametrize(
    ("edition", "text"),
    [
        ("3., erweiterte Auflage", "3., erweiterte Auflage."), ("4e édition augmentée", "4e édition augmentée."),
        ("Nouv. éd.", "Nouv. éd."), ("3-е изд.", "3-е изд."), ("Wyd. 2", "Wyd. 2."), ("2", "2nd ed."), ("2nd", "2nd ed."),
        ("Revised", "Revised ed."), ("2nd, revised and enlarged", "2nd, revised and enlarged ed."), ("1", "1st ed."),
    ],
)  # fmt: skip
def test_an_edition_is_printed_as_it_is_written(edition: str, text: str) -> None:
    assert listed(f"@book{{k, title={{T}}, edition={{{edition}}}, year={{1960}}}}") == f"T. 1960. {text}".strip()


@pytest.mark.parametrize(
    ("author", "printed", "says"),
    [
        ("Hale, Ann; Reed, Tom", "Hale, Ann, and Tom Reed", "has a semicolon between names"),
        ("Hale, Ann adn Reed, Tom", "Hale, Ann, and Tom Reed", "has 'adn' between names"),
        ("Hale, Ann | Reed, Tom", "Hale, Ann, and Tom Reed", "has a bar between names"),
        ("Hale, Ann et al.", "Hale, Ann et al", "Write 'and others'"),
        ("Hale & Reed", "Hale & Reed", "has '&' in it"),
        ("Robert Hale, Thomas Reed", "Robert Hale, Thomas Reed", "may be two names"),
        ("A. Hale, T. Reed", "A. Hale, T. Reed", "may be two names"),
        ("Ann Hale, Tom Reed, Sam Lee", "Ann Hale, Tom Reed, Sam Lee", "may be several names"),
        ("Hale, Ann, Reed, Tom, Lee, Sam", "Hale, Ann, Reed, Tom, Lee, Sam", "too many commas"),
    ],
)
def test_names_that_are_run_together_are_told_and_none_is_lost(author: str, printed: str, says: str) -> None:
    text = f"@book{{k, author={{{author}}}, title={{T}}, year={{1991}}}}"
    ((code, message),) = faults(text)
    assert code == "bib-name"
    assert says in message
    assert listed(text) == f"{printed}. 1991. T."


@pytest.mark.parametrize(
    ("author", "printed"),
    [
        ("family=Vega y Luna, given=José", "Vega y Luna, José"),
        ("given=Charles, family=Mont, prefix=de, useprefix=true", "de Mont, Charles"),
        ("given=Charles, family=Mont, prefix=de, useprefix=false", "Mont, Charles de"),
        ('given="Ann, B.", family={Reed, Hale}, suffix=Jr.', "Reed, Hale, Ann, B., Jr"),
        ("King, Jr., Martin Luther", "King, Martin Luther, Jr"),
        ("Martin Luther King, III", "King, Martin Luther, III"),
        ("Lloyd George, David", "Lloyd George, David"),
        ("García Márquez, Gabriel José", "García Márquez, Gabriel José"),
        ("{Trade and Toll Office}", "Trade and Toll Office"),
        ("van der Berg, Jan and {de Mont}, C.", "van der Berg, Jan, and C. de Mont"),
        ("Hale, Ann and others", "Hale, Ann et al"),
        ("Лунина, Анна", "Лунина, Анна [Lunina, Anna]"),
    ],
)
def test_names_are_read_in_every_form(author: str, printed: str) -> None:
    text = f"@book{{k, author={{{author}}}, title={{T}}, year={{1992}}}}"
    assert faults(text) == []
    assert listed(text) == f"{printed}. 1992. T."


def test_a_name_in_cyrillic_is_filed_as_it_is_romanized() -> None:
    books = "\n".join(
        f"@book{{k{n}, author={{{name}}}, title={{T}}}}" for n, name in enumerate(["Лунина, А.", "Mann, B.", "Lee, C."])
    )
    assert [entry.key for entry in in_order(read_bib(books).data.entries.values())] == ["k2", "k0", "k1"]


# ------------------------------------------------------------------ text
@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("The 'Short Day' of the Port", "The ‘Short Day’ of the Port"),
        ('Why "the Port" Closed', "Why ‘the Port’ Closed"),
        ("'They Wait': Letters from the Port", "‘They Wait’: Letters from the Port"),
        ("The Strike of '57", "The Strike of ’57"),
        ("Sailors' Tales", "Sailors’ Tales"),
        (r"On \enquote{Ice} and \mkbibquote{Snow} Today", "On ‘Ice’ and ‘Snow’ Today"),
        (r"{\textless}i{\textgreater}Tide{\textless}/i{\textgreater} and <b>Ebb</b>", "Tide and Ebb"),
        ('<span class="nocase">NKVD</span> {NATO}', "NKVD NATO"),
        (r"\foreignlanguage{german}{Stra{\ss}e} nach \emph{K{\o}benhavn}", "Straße nach København"),
        (r"The 19\textsuperscript{th} Century, H\textsubscript{2}O, 20$^{th}$", "The 19th Century, H2O, 20th"),
        (r"A \href{https://x.org/a}{page} \& \url{https://x.org/b}", "A page & https://x.org/b"),
        (r"1950--51 --- so~far", "1950–51 — so\N{NO-BREAK SPACE}far"),
        (r"{\CYRP}{\cyrr}\cyra\cyrv\cyrd\cyra", "Правда"),
        ("Sums of $5 and $6", "Sums of $5 and $6"),
        (r"Deep {{{\emph{{\textbf{Water}}}}}}", "Deep Water"),
    ],
)
def test_what_stands_in_a_title_is_read(title: str, printed: str) -> None:
    text = f"@misc{{k, author={{Bern, I.}}, title={{{title}}}, year={{1981}}}}"
    assert listed(text) == f"Bern, I. 1981. “{printed}.”"
    assert faults(text) == []


def test_a_command_that_is_not_known_is_told_and_never_printed() -> None:
    text = r"@misc{k, title={On \frobnicate{Ice}}, year={1981}}"
    assert codes(text) == ["bib-command"]
    assert r"\frobnicate" in faults(text)[0][1]
    assert listed(text) == "“On Ice.” 1981."


def test_emphasis_within_a_title_in_italics_stands_upright() -> None:
    assert html(r"@book{k, title={On \emph{Pravda} Today}}") == "<em>On </em>Pravda<em> Today</em>. n.d."


@pytest.mark.parametrize("size", [20_000])
@pytest.mark.parametrize("piece", [r"\emph{", "{", '"', "'", "``", "<i>", "$", r"\$^{", r"\'", "a and ", ", "])
def test_no_text_takes_long_to_read(piece: str, size: int) -> None:
    from letopis.bibliography.latex import read_latex  # noqa: PLC0415
    from letopis.bibliography.names import read_names  # noqa: PLC0415

    assert isinstance(read_latex(piece * size), str)
    read_names((piece * size)[:20_000])


# ------------------------------------------------------------------ what was refused
@pytest.mark.parametrize(
    "field",
    [
        "doi={}", "url={ }", "doi={doi.org/10.1162/abc}", "doi={https://www.doi.org/10.1162/abc}",
        "isbn={978-0-262-02619-2 (hardcover : alk. paper)}", "isbn={9780804778053 0804778051}",
        "isbn={978-0-262-02619-2 (pbk. : v. 2); 0804778051 (cloth)}", "isbn={ISBN: 978 94 611 6006 5}",
    ],
)  # fmt: skip
def test_these_are_accepted(field: str) -> None:
    assert faults(f"@book{{k, author={{Hov, S.}}, title={{T}}, {field}, year={{1999}}}}") == []


def test_a_key_with_spaces_is_one_fault_and_its_entry_is_kept() -> None:
    text = "@misc{Hov and Ek 2003, title={A}}\n@misc{Hov and Ek 2004, title={B}}"
    assert codes(text) == ["bib-key", "bib-key"]
    assert "a key holds no space. Write Hov-and-Ek-2003" in faults(text)[0][1]
    assert list(entries(text)) == ["Hov-and-Ek-2003", "Hov-and-Ek-2004"]


def test_an_address_between_two_entries_is_no_fault() -> None:
    assert faults("Written by ann@example.org for all.\n@misc{k, title={A}}") == []


# ------------------------------------------------------------------ archives, newspapers, letters; notes
LETTER = (
    "@letter{k, author={Hov, S.}, title={To Ek}, date={1950-02-03}, collection={Ek Papers}, box={3}, folder={2},"
    " archive={Quay Library}}"
)
FILE = (
    "@unpublished{k, author={Hov, S.}, title={Memorandum}, date={1957-06-18}, archive={RGANI}, fond={2}, opis={1},"
    " delo={269}, list={12}}"
)
NEWS = "@article{k, author={Hov, S.}, title={Ice in the Port}, journal={Quay Times}, date={1950-02-03}, pages={4}}"
CHAPTER = (
    "@incollection{k, author={Moe, Ture}, title={The Summer Fair}, booktitle={Fairs}, editor={Wold, Lia},"
    " publisher={Pier Press}, address={Old Quay}, year={1962}, pages={30--44}}"
)
JOURNAL = (
    "@article{k, author={Moe, Ture and Lie, A.}, title={Ice}, journal={Annals}, volume={4}, number={2}, year={1962},"
    " month={3}, pages={30--44}}"
)


@pytest.mark.parametrize(
    ("entry", "author_date", "bibliography", "note"),
    [
        (LETTER, "Hov, S. 1950. To Ek. Letter. 3 February 1950. Ek Papers, box 3, folder 2, Quay Library.",
         "Hov, S. To Ek. Letter. 3 February 1950. Ek Papers, box 3, folder 2, Quay Library.",
         "S. Hov, To Ek, letter, 3 February 1950, Ek Papers, box 3, folder 2, Quay Library"),
        (FILE, "Hov, S. 1957. “Memorandum.” 18 June 1957. RGANI, f.\u00a02, op.\u00a01, d.\u00a0269, l.\u00a012.",
         "Hov, S. “Memorandum.” 18 June 1957. RGANI, f.\u00a02, op.\u00a01, d.\u00a0269, l.\u00a012.",
         "S. Hov, “Memorandum,” 18 June 1957, RGANI, f.\u00a02, op.\u00a01, d.\u00a0269, l.\u00a012"),
        (NEWS, "Hov, S. 1950. “Ice in the Port.” Quay Times, 3 February 1950, 4.",
         "Hov, S. “Ice in the Port.” Quay Times, 3 February 1950, 4.",
         "S. Hov, “Ice in the Port,” Quay Times, 3 February 1950, 4"),
        (CHAPTER, "Moe, Ture. 1962. “The Summer Fair.” In Fairs, edited by Lia Wold, 30–44. Old Quay: Pier Press.",
         "Moe, Ture. “The Summer Fair.” In Fairs, edited by Lia Wold, 30–44. Old Quay: Pier Press, 1962.",
         "Ture Moe, “The Summer Fair,” in Fairs, ed. Lia Wold (Old Quay: Pier Press, 1962), 30–44"),
        (JOURNAL, "Moe, Ture, and A. Lie. 1962. “Ice.” Annals 4, no. 2 (March): 30–44.",
         "Moe, Ture, and A. Lie. “Ice.” Annals 4, no. 2 (March 1962): 30–44.",
         "Ture Moe and A. Lie, “Ice,” Annals 4, no. 2 (March 1962): 30–44"),
    ],
)  # fmt: skip
def test_a_source_in_lists_and_in_a_note(entry: str, author_date: str, bibliography: str, note: str) -> None:
    assert listed(entry) == author_date
    assert listed(entry, form=Form.BIBLIOGRAPHY) == bibliography
    assert noted(entry) == note


def test_a_page_in_a_note_stands_in_place_of_the_pages() -> None:
    assert noted(JOURNAL, "p. 31") == "Ture Moe and A. Lie, “Ice,” Annals 4, no. 2 (March 1962): 31"
    assert noted(CHAPTER, "pp. 31–32").endswith("(Old Quay: Pier Press, 1962), 31–32")
    assert noted(CHAPTER, "n. 3").endswith("1962), n. 3")


def test_a_note_is_shorter_the_second_time() -> None:
    def short(text: str, locator: str = "") -> str:
        return str(format_short_note(read_bib(text).data.entries["k"], locator))

    assert short(CHAPTER, "31") == "Moe, “The Summer Fair,” 31"
    assert short(JOURNAL) == "Moe and Lie, “Ice”"
    assert short("@book{k, author={Moe, T.}, title={The Long Road to the Sea and Back}}", "4") == (
        "Moe, The Long Road …, 4"
    )
    assert short(LETTER) == "Hov, To Ek"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Moe, Ture. 1962. “The Summer Fair.” In Fairs, herausgegeben von Lia Wold, 30–44. Old Quay: Pier Press.",
        ),
        ("fr", "Moe, Ture. 1962. “The Summer Fair.” Dans Fairs, édité par Lia Wold, 30–44. Old Quay: Pier Press."),
        ("es", "Moe, Ture. 1962. “The Summer Fair.” En Fairs, editado por Lia Wold, 30–44. Old Quay: Pier Press."),
        ("it", "Moe, Ture. 1962. “The Summer Fair.” In Fairs, a cura di Lia Wold, 30–44. Old Quay: Pier Press."),
        ("pl", "Moe, Ture. 1962. “The Summer Fair.” W Fairs, red. Lia Wold, 30–44. Old Quay: Pier Press."),
        ("ru", "Moe, Ture. 1962. “The Summer Fair.” В Fairs, под ред. Lia Wold, 30–44. Old Quay: Pier Press."),
        ("tlh", "Moe, Ture. 1962. “The Summer Fair.” In Fairs, edited by Lia Wold, 30–44. Old Quay: Pier Press."),
    ],
)
def test_the_words_of_a_list_are_in_its_language(language: str, text: str) -> None:
    assert listed(CHAPTER, language=language) == text


def test_a_title_with_a_sign_of_its_own_has_a_comma_after_it_in_a_note_and_no_stop_in_a_list() -> None:
    text = "@article{k, author={Lund, Eva}, title={Who Won?}, journal={J}, year={1950}}"
    assert noted(text) == "Eva Lund, “Who Won?,” J, 1950"
    assert "“Who Won?” J" in str(format_entry(read_bib(text).data.entries["k"]))

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database.input.bibtex import Parser

from letopis.bibliography import (
    label_of,
    read_bib,
    to_csl,
    to_ris,
)
from letopis.bibliography.labels import letters
from letopis.bibliography.names import split_names
from letopis.bibliography.style import ChicagoStyle
from letopis.bibliography.terms import terms_of
from letopis.bibliography.text import doi_address, folded, plain, rich, web_address
from letopis.model.isbn import is_isbn

KRAMER = """@article{Kramer1999, author={Kramer, Mark}, title={Declassified Materials from {CPSU} Plenums: Sources},
  journal={Cahiers du monde russe}, volume={40}, number={1--2}, year={1999}, pages={271--306},
  doi={10.4000/monderusse.14}, url={http://journals.openedition.org/monderusse/14}}"""


def only(text: str) -> Any:
    """The single entry of a `.bib` text that has nothing wrong with it."""
    reading = read_bib(text)
    assert reading.findings == []
    (entry,) = reading.data.entries.values()
    return entry


def listed(*texts: str) -> list[str]:
    """The list of sources as plain text, in order."""
    return [text for _, text in printed(*texts)]


def printed(*texts: str) -> list[tuple[str, str]]:
    """Label and text of each entry, in order."""
    style = ChicagoStyle()
    entries = style.sort(read_bib("\n".join(texts)).data.entries.values())
    labels = style.format_labels(entries)
    return [
        (label, style.format_entry(label, entry).text.render_as("text"))
        for label, entry in zip(labels, entries, strict=True)
    ]


def cited(text: str) -> str:
    return label_of(only(text)).text


def html(text: str) -> str:
    entry = only(text)
    rendered: str = ChicagoStyle().format_entry("", entry).text.render_as("html")
    return rendered


# ------------------------------------------------------------------ text
@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"W. W. Norton \& {Co}", "W. W. Norton & Co"),
        (r"\'Elite, \v{S}epilov", "Élite, Šepilov"),
        ("1953--1964", "1953–1964"),
        ("``Delo'' marshala", "“Delo” marshala"),
        ("Stalin's", "Stalin’s"),
        ("50% of all", "50% of all"),
        (r"50\% of all", "50% of all"),
        (r"see \textit{FRUS} and \unknown{this}", "see FRUS and this"),
        ("Сталин iiunʹskogo", "Сталин iiunʹskogo"),
        ("stray } brace { here", "stray  brace  here"),
        ("", ""),
    ],
)
def test_latex_in_a_field_is_read_as_text(written: str, read: str) -> None:
    assert plain(written) == read


def test_emphasis_in_a_field_is_kept() -> None:
    assert rich(r"On \emph{Pravda} {CPSU}").render_as("html") == "On <em>Pravda</em> CPSU"


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(plain(text), str)
    assert str(rich(text)) is not None


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "gopher://x.org/a", "//x.org", "http://", "x.org/a", "http://a b.org",
     'https://x.org/"onclick=', "https://x.org/<b>", "https://[x", "https://x.org/\x00", ""],
)  # fmt: skip
def test_only_web_addresses_are_linked(address: str) -> None:
    assert web_address(address) is None


def test_a_web_address_is_freed_of_latex_escapes() -> None:
    assert web_address(r"https://x.org/a\_b?c=50\%25&d=1") == "https://x.org/a_b?c=50%25&d=1"


def test_a_doi_is_known_in_all_its_dresses() -> None:
    address = "https://doi.org/10.4000/monderusse.14"
    assert doi_address("10.4000/monderusse.14") == address
    assert doi_address("https://doi.org/10.4000/monderusse.14") == address
    assert doi_address("doi: 10.4000/monderusse.14") == address
    assert doi_address("monderusse.14") is None
    assert doi_address("10.1000/a'b\"c") == "https://doi.org/10.1000/a%27b%22c"


def test_names_are_split_outside_braces() -> None:
    assert split_names("Zubok, V. and {Fire and Sword} AND  Li, A.\n and ") == [
        "Zubok, V.",
        "{Fire and Sword}",
        "Li, A.",
    ]


@pytest.mark.parametrize("isbn", ["0-393-05144-7", "978-1-880100-72-1", "080442957X", "978 94 611 6006 5"])
def test_right_check_digits_pass(isbn: str) -> None:
    assert is_isbn(isbn)


@pytest.mark.parametrize("isbn", ["0-393-05144-8", "978-1-880100-72-2", "12345", "X804429570", "977-1-880100-72-1", ""])
def test_wrong_check_digits_fail(isbn: str) -> None:
    assert not is_isbn(isbn)


# ------------------------------------------------------------------ how a source is cited
@pytest.mark.parametrize(
    ("entry", "label"),
    [
        (KRAMER, "Kramer 1999"),
        ("@book{k, author={Zubok, Vladislav and Pleshakov, C.}, title={X}, year=1996}", "Zubok and Pleshakov 1996"),
        ("@book{k, author={A, B and C, D and E, F}, title={X}, year=2001}", "A et al. 2001"),
        ("@book{k, author={A, B and others}, title={X}, year=2001}", "A et al. 2001"),
        ("@book{k, editor={Jones, Polly}, title={X}, year=2006}", "Jones 2006"),
        ("@book{k, author={von Geldern, James}, title={X}, year=1995}", "von Geldern 1995"),
        ("@misc{k, author={{Central and Party}}, title={X}, year=1957}", "Central and Party 1957"),
        ("@book{k, author={Malin, V.}, title={X}, year={1996--1997}}", "Malin 1996–1997"),
        ("@misc{k, author={Abramova}, title={Voennyi faktor: v iiune 1957 g.}}", "Abramova, “Voennyi faktor”"),
        ("@misc{k, author={A}, title={One two three four five of seven}}", "A, “One two three four five …”"),
        ("@misc{k, author={A}, title={One two three in the seventh place}}", "A, “One two three …”"),
        ("@book{k, author={Nikonov}, title={N. S. Khrushchev. Reformator}}", "Nikonov, “N. S. Khrushchev”"),
        ("@misc{k, author={Naumov}, title={``Delo'' marshala}}", "Naumov, “‘Delo’ marshala”"),
        ("@online{k, title={Anti-Party Group}, organization={Wikipedia}}", "“Anti-Party Group”, Wikipedia"),
        ("@online{k, title={A}, organization={A Long Institute}, shortcontainer={ALI}}", "“A”, ALI"),
        ("@article{k, title={Kremlin Comer}, journal={Time}, year=1958}", "“Kremlin Comer”, Time 1958"),
        (
            "@article{k, title={[Leadership changes]}, journal={Press}, date={1957-07-05}}",
            "[Leadership changes], Press 1957",
        ),
        ("@misc{k, title={Note}, label={FRUS XXIV, doc. 66}, year=1989}", "FRUS XXIV, doc. 66"),
        ("@techreport{k, title={The Purge}, institution={Intelligence Agency}, year=1957}", "Intelligence Agency 1957"),
        ("@techreport{k, title={P}, institution={Agency}, shortauthor={CIA}, year=1957}", "CIA 1957"),
        ("@book{k, author={A}, title={A Very Long Title}, shorttitle={Very Long}}", "A, “Very Long”"),
        ("@incollection{k, editor={Freeze, G.}, title={Plenum}, booktitle={Encyclopedia}}", "“Plenum”, Encyclopedia"),
    ],
)
def test_a_source_is_cited_by_author_and_date_or_short_title(entry: str, label: str) -> None:
    assert cited(entry) == label


def test_a_source_without_anything_is_cited_by_its_key() -> None:
    (entry,) = read_bib("@book{Mystery, year=1957}").data.entries.values()
    assert label_of(entry).text == "Mystery 1957"


def test_equal_labels_get_letters_in_the_order_of_the_list() -> None:
    books = [f"@book{{k{n}, author={{Li, A.}}, title={{{t}}}, year=1957}}" for n, t in enumerate("CAB")]
    assert printed(*books) == [
        ("Li 1957a", "Li, A. 1957a. A."),
        ("Li 1957b", "Li, A. 1957b. B."),
        ("Li 1957c", "Li, A. 1957c. C."),
    ]


def test_undated_equal_labels_get_letters_in_brackets() -> None:
    pages = [f"@online{{k{n}, title={{Zhukov}}, organization={{Treccani}}}}" for n in range(2)]
    assert printed(*pages) == [
        ("“Zhukov”, Treccani (a)", "“Zhukov.” n.d. (a). Treccani."),
        ("“Zhukov”, Treccani (b)", "“Zhukov.” n.d. (b). Treccani."),
    ]


def test_authors_of_one_last_name_are_cited_with_their_initials() -> None:
    entries = (
        "@book{a, author={Khrushchev, Nikita S.}, title={A}, year=1990}",
        "@book{b, author={Khrushchev, Sergei}, title={B}, year=1990}",
        "@book{c, author={Taubman, William}, title={C}, year=1990}",
        "@book{d, author={Taubman, W.}, title={D}, year=2003}",
    )
    assert [label for label, _ in printed(*entries)] == [
        "N. Khrushchev 1990",
        "S. Khrushchev 1990",
        "Taubman 2003",
        "Taubman 1990",
    ]


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


def test_the_order_of_the_list_ignores_case_accents_articles_and_punctuation() -> None:
    titles = ["The Thaw", "Šepilov", "[A Note]", "“Ėtot” den", "Zhukov", "łódź", "Lvov", "abc"]
    entries = [f"@misc{{k{n}, title={{{t}}}}}" for n, t in enumerate(titles)]
    assert [text.removesuffix(" n.d.") for text in listed(*entries)] == [
        "“abc.”", "“‘Ėtot’ den.”", "“łódź.”", "“Lvov.”", "[A Note].", "“Šepilov.”", "“The Thaw.”", "“Zhukov.”"
    ]  # fmt: skip


def test_works_of_one_author_stand_by_year_and_undated_ones_last() -> None:
    works = ["{A}", "{B}, year=2001", "{C}, year=1999"]
    entries = [f"@book{{k{n}, author={{Li, A.}}, title={w}}}" for n, w in enumerate(works)]
    assert listed(*entries) == ["Li, A. 1999. C.", "Li, A. 2001. B.", "Li, A. n.d. A."]


def test_folding_gives_plain_letters() -> None:
    assert folded("“The Émigré’s” Wörterbuch–ʹ") == "emigres worterbuch"


# ------------------------------------------------------------------ how a source is listed
@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (KRAMER, ("Kramer, Mark. 1999. “Declassified Materials from CPSU Plenums: Sources.” <em>Cahiers du monde russe</em>"
                 ' 40 (1–2): 271–306. <a href="https://doi.org/10.4000/monderusse.14">'
                 'https://doi.org/10.4000/monderusse.14</a> <a href="http://journals.openedition.org/monderusse/14">'
                 "http://journals.openedition.org/monderusse/14</a>")),
        ("@book{k, author={Zubok, V. and Pleshakov, C.}, title={Inside: X}, publisher={HUP}, address={London}, year=1996}",
         "Zubok, V., and C. Pleshakov. 1996. <em>Inside: X</em>. London: HUP."),
        ("@book{k, author={Artemov and Vodichev}, title={X}}", "Artemov and Vodichev. n.d. <em>X</em>."),
        ("@book{k, author={A, B and C, D and E, F}, title={X}, publisher={P}, year=1}",
         "A, B, D C, and F E. 1. <em>X</em>. P."),
        ("@book{k, editor={A, B and C, D}, title={X}, year=2011}", "A, B, and D C, eds. 2011. <em>X</em>."),
        ("@book{k, author={Kaganovich, L. M.}, editor={Iudinkova, G. and Zubkova, E.}, title={Zapiski}, year=2003}",
         "Kaganovich, L. M. 2003. <em>Zapiski</em>. Edited by G. Iudinkova and E. Zubkova."),
        ("@book{k, author={Khrushchev, N.}, editor={Talbott, S.}, translator={Talbott, S.}, title={R}, year=1970}",
         "Khrushchev, N. 1970. <em>R</em>. Edited and translated by S. Talbott."),
        ("@book{k, author={A}, editor={B, C}, translator={D, E and F, G and H, I}, title={R}}",
         "A. n.d. <em>R</em>. Edited by C B. Translated by E D, G F, and I H."),
        ("@book{k, editor={Kovaleva, N.}, title={Stenogramma}, titleaddon={[Stenogram]}, address={Moscow}, year=1998}",
         "Kovaleva, N., ed. 1998. <em>Stenogramma</em> [Stenogram]. Moscow."),
        ("@book{k, author={A}, title={T}, edition=2, volume=3, series={S}, number=79, publisher={P}}",
         "A. n.d. <em>T</em>. 2nd ed. Vol. 3. S 79. P."),
        ("@book{k, author={A}, title={T}, edition=1}", "A. n.d. <em>T</em>. 1st ed."),
        ("@book{k, author={A}, title={T}, edition={Revised}, volumes=2}", "A. n.d. <em>T</em>. Revised ed. 2 vols."),
        ("@book{k, title={Davai! The Vodka}, publisher={[R]}, address={[M]}, year=2012}",
         "<em>Davai! The Vodka</em>. 2012. [M]: [R]."),
        ("@article{k, title={Up from the Plenum}, journal={Time}, year=1958, month=jan, day=6}",
         "“Up from the Plenum.” 1958. <em>Time</em>, 6 January 1958."),
        ("@article{k, title={[Changes]}, journal={Press}, address={Christchurch}, date={1957-07-05}}",
         "[Changes]. 1957. <em>Press</em> (Christchurch), 5 July 1957."),
        ("@article{k, author={A}, title={T?}, journal={J}, number={8--9}, pages={5--}, year=1996, translator={B, C}}",
         "A. 1996. “T?” Translated by C B. <em>J</em>, no. 8–9: 5ff."),
        ("@article{k, author={A}, title={What Is ``Leadership''?}, month={July--August}, year=1959}",
         "A. 1959. “What Is ‘Leadership’?” July–August 1959."),
        ("@article{k, author={A}, title={``Delo''}, journal={J}, year=1}", "A. 1. “‘Delo.’” <em>J</em>."),
        (("@incollection{k, author={T, W}, title={The Period}, booktitle={The History}, volume=3, editor={Suny, R},"
         "publisher={CUP}, address={C}, pages={268-91}, year=2008}"),
         "T, W. 2008. “The Period.” In <em>The History</em>, vol. 3, edited by R Suny, 268–91. C: CUP."),
        ("@incollection{k, title={Plenum}, booktitle={[Country study]}, editor={Zickel, R}}",
         "“Plenum.” n.d. In [Country study], edited by R Zickel."),
        (("@techreport{k, author={Bohlen, Avis}, title={Khrushchev}, type={Staff study}, number={XV}, institution={CIA},"
         "year=1962, month=apr, day=27, note={Released 2007}}"),
         "Bohlen, Avis. 1962. <em>Khrushchev</em>. Staff study, XV. CIA. 27 April 1962. Released 2007."),
        ("@techreport{k, title={The Purge}, institution={Intelligence Agency}, shortauthor={IA}, year=1957}",
         "IA (Intelligence Agency). 1957. <em>The Purge</em>."),
        ("@online{k, title={The Coup}, organization={Russian Life}, date={2020-06-18}, url={https://x.org/a}}",
         '“The Coup.” 2020. Russian Life. 18 June 2020. <a href="https://x.org/a">https://x.org/a</a>'),
        ("@online{k, title={T}, urldate={2 May 2021}, url={https://x.org/a}}",
         '“T.” n.d. Accessed 2 May 2021. <a href="https://x.org/a">https://x.org/a</a>'),
        ("@misc{k, title={Note}, howpublished={\\textit{FRUS}, doc. 66}, label={FRUS 66}, year=1989}",
         "FRUS 66. 1989. “Note.” <em>FRUS</em>, doc. 66."),
        ("@unpublished{k, author={A}, title={Letter}, archive={RGANI, f. 2, op. 1, d. 269, l. 12}, year=1957}",
         "A. 1957. “Letter.” RGANI, f.\u00a02, op.\u00a01, d.\u00a0269, l.\u00a012."),
        ("@phdthesis{k, author={A}, title={Ballet}, school={Oregon}, year=2011}", "A. 2011. “Ballet.” PhD diss., Oregon."),
        ("@book{k, author={A and others}, title={T}}", "A et al. n.d. <em>T</em>."),
    ],
)  # fmt: skip
def test_a_source_is_listed_in_chicago_form(entry: str, text: str) -> None:
    assert html(entry) == text


def test_translators_that_pybtex_left_as_text_are_printed() -> None:
    entry = Parser().parse_string("@book{k, author={A}, title={T}, translator={Favorov, Nora and B}}").entries["k"]
    text = ChicagoStyle().format_entry("", entry).text.render_as("text")
    assert text == "A. n.d. T. Translated by Nora Favorov and B."


def test_of_many_authors_seven_are_named() -> None:
    authors = " and ".join(f"L{n}, F{n}" for n in range(11))
    (text,) = listed(f"@book{{k, author={{{authors}}}, title={{T}}}}")
    assert text.startswith("L0, F0, F1 L1, F2 L2, F3 L3, F4 L4, F5 L5, F6 L6, et al. n.d.")


def test_ordinals() -> None:
    assert [terms_of().ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 111th".split()
    )


def test_an_unsafe_address_is_not_printed_as_a_link() -> None:
    (entry,) = read_bib("@misc{k, title={T}, url={javascript:alert(1)}, doi={javascript:x}}").data.entries.values()
    assert "href" not in ChicagoStyle().format_entry("", entry).text.render_as("html")


FIELDS = st.dictionaries(
    st.sampled_from(
        "title booktitle journal year month day date volume number pages publisher address url doi note edition"
        " series howpublished institution organization label shorttitle shortauthor titleaddon archive isbn".split()
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@given(st.sampled_from(["book", "article", "incollection", "techreport", "online", "phdthesis", "strange"]), FIELDS)
def test_any_entry_can_be_cited_listed_and_handed_on(kind: str, fields: dict[str, str]) -> None:
    parser = Parser()
    parser.parse_string(f"@{kind}{{k, author={{A, B and others}}, editor={{{{X}}}}}}")
    entry = parser.data.entries["k"]
    entry.fields.update(fields)
    assert label_of(entry).text
    assert len(str(ChicagoStyle().format_entry("", entry).text)) > 0
    assert to_ris(entry).endswith("ER  - \r\n")
    json.dumps(to_csl(entry))

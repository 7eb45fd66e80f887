"""`letopis import`: tables become pages, and a second import neither doubles nor overwrites anything."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import openpyxl
import pytest

from letopis.imports.datecells import date_of, in_order, sure
from letopis.imports.drafts import as_key, free_key
from letopis.imports.indexes import LONGEST, folders
from letopis.imports.mapping import read_mapping
from letopis.imports.pages import Change, changed, text_lines
from letopis.imports.plan import Plan, plan_import
from letopis.imports.tables import ImportFault, read_table
from letopis.imports.tei import lists_of_tei, rows_of_tei, unread_in_tei
from letopis.imports.teidates import when
from letopis.imports.templates import fill, plain, qid, title
from letopis.model.schema import Schema

MAPPING = """
[[table]]
file = "mayors.csv"
kind = "person"
id = "{No}"
key = "{Forename} {Surname}"
name = "{Forename} {Surname}{, Suffix}"
text = "{Remarks}"
fields.sort = "{Surname}, {Forename}"
fields.born = "{Born} [Roll1540]"
fields.source = "Roll1540"
split.variant = ["{Also}", ";"]

[[table]]
file = "terms.csv"
into = "person"
id = "{Who}"
where.Kind = "mayor"
dates.time = { begin = "From", after = "Elected", end = "To", begin-words = "Words" }
columns.Acting = ["{Note}", ".*acting.*", "acting"]
fields.held = "mayor {time} [Roll1540] | rank: {Rank}; {Acting}; elected {Elected}{ (How)}; remark: {Note}"
"""
MAYORS = """No,Forename,Surname,Suffix,Born,Also,Remarks
1,Ada,Weaver,,1500,Adda; Ada W.,She *wove*.
2,Conrad,Miller,Jr.,1510,,
3,Conrad,Miller,,1540,,
"""
TERMS = """Who,Kind,From,Elected,To,Words,Rank,How,Note
1,mayor,1540-05-01,1540-04-20,1542,,Mayor,by lot; twice,
2,mayor,,1542-01-10,1543-02-01,,,,"acting; until Easter"
2,clerk,1530,,1535,,,,
3,mayor,1543,,1549,On or about,,,
3,mayor,1552,,1551,,,,
"""


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """A folder with a mapping, two tables and an archive of one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# The village\n", encoding="utf-8")
    (tmp_path / "village.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "mayors.csv").write_text(MAYORS, encoding="utf-8")
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    return tmp_path


def planned(folder: Path, *, write: bool = True) -> Plan:
    mapping, schema = folder / "village.toml", Schema()
    plan = plan_import(mapping, read_mapping(mapping, schema), schema, folder / "docs")
    for path, text in plan.files.items() if write else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return plan


def test_a_page_is_what_a_person_would_have_written(village: Path) -> None:
    plan = planned(village)
    assert len(plan.made) == 3
    assert (village / "docs/people/ada-weaver.md").read_text("utf-8") == (
        "# Ada Weaver\n\n:::{person} ada-weaver\n:sort: Weaver, Ada\n:variant: Adda\n:variant: Ada W.\n"
        ":born: 1500 [Roll1540]\n"
        ":held: mayor 1540-05-01/1542 [Roll1540] | rank: Mayor; elected 1540-04-20 (by lot, twice)\n"
        ":source: Roll1540\nShe \\*wove\\*.\n:::\n"
    )


def test_what_is_not_known_is_left_out_and_days_after_a_known_day_are_kept(village: Path) -> None:
    planned(village)
    junior = (village / "docs/people/conrad-miller.md").read_text("utf-8")
    assert junior.startswith("# Conrad Miller, Jr.\n")
    assert (
        ":held: mayor [1542-01-10..]/1543-02-01 [Roll1540] | acting; elected 1542-01-10; remark: acting, until Easter"
        in junior
    )
    assert "1530" not in junior


def test_words_before_a_date_and_dates_that_cannot_be_read(village: Path) -> None:
    plan = planned(village)
    senior = (village / "docs/people/conrad-miller-2.md").read_text("utf-8")
    assert ":held: mayor 1543~/1549 [Roll1540]\n" in senior
    assert ":held: mayor 1552/1551 [Roll1540] | as-printed: the date '1552/1551' ends before it begins\n" in senior
    assert [(one.what, one.place.rpartition("/")[2]) for one in plan.remarks] == [("as printed", "terms.csv:6")]


def test_every_page_is_in_the_contents(village: Path) -> None:
    planned(village)
    assert (village / "docs/people/index.md").read_text("utf-8") == (
        "# People\n\n```{toctree}\n:maxdepth: 1\n\nconrad-miller\nconrad-miller-2\nada-weaver\n```\n"
    )
    assert "people/index" in (village / "docs/index.md").read_text("utf-8")


def test_a_second_import_changes_nothing(village: Path) -> None:
    planned(village)
    before = {path: path.read_bytes() for path in village.rglob("*") if path.is_file()}
    plan = planned(village)
    assert (plan.made, plan.changed, plan.same) == ([], [], 3)
    assert {path: path.read_bytes() for path in village.rglob("*") if path.is_file()} == before


def test_a_corrected_row_changes_its_line_and_nothing_else(village: Path) -> None:
    planned(village)
    page = village / "docs/people/ada-weaver.md"
    page.write_text(page.read_text("utf-8").replace(":::\n", ":died: 1580 [Roll1540]\n:::\n", 0) + "\nMore.\n", "utf-8")
    table = village / "mayors.csv"
    table.write_text(MAYORS.replace("Weaver,,1500", "Weaver,,1501") + "4,Dora,Tanner,,,,\n", encoding="utf-8")
    before = page.read_text("utf-8")
    plan = planned(village)
    assert page.read_text("utf-8") == before.replace(":born: 1500", ":born: 1501")
    assert [path.name for path in plan.made] == ["dora-tanner.md"]
    assert [path.name for path in plan.changed] == ["ada-weaver.md"]


def test_what_people_changed_since_is_kept_and_told(village: Path) -> None:
    planned(village)
    page = village / "docs/people/ada-weaver.md"
    page.write_text(page.read_text("utf-8").replace(":born: 1500 [Roll1540]", ":born: 1499~ [Diary]"), "utf-8")
    (village / "mayors.csv").write_text(MAYORS.replace("Weaver,,1500", "Weaver,,1501"), encoding="utf-8")
    plan = planned(village)
    assert ":born: 1499~ [Diary]" in page.read_text("utf-8")
    assert "1501" not in page.read_text("utf-8")
    assert any("changed by hand since" in one.words for one in plan.remarks)


def test_a_corrected_name_changes_the_heading_and_nothing_else(village: Path) -> None:
    planned(village)
    page = village / "docs/people/ada-weaver.md"
    page.write_text(page.read_text("utf-8") + "\n## Ada Weaver\n", encoding="utf-8")
    before, table = page.read_text("utf-8"), village / "mayors.csv"
    table.write_text(MAYORS.replace("Ada,Weaver", "Ada,W_er"), encoding="utf-8")
    plan = planned(village)
    assert page.read_text("utf-8") == before.replace("# Ada Weaver\n\n:", "# Ada W\\_er\n\n:").replace(
        ":sort: Weaver", ":sort: W_er"
    )
    assert ([path.stem for path in plan.changed], told(plan, "left as it is")) == (["ada-weaver"], [])
    assert planned(village).changed == []


def test_a_heading_changed_by_hand_is_kept_and_told(village: Path) -> None:
    planned(village)
    page, table = village / "docs/people/ada-weaver.md", village / "mayors.csv"
    page.write_text(page.read_text("utf-8").replace("# Ada Weaver", "# Ada the weaver"), "utf-8")
    assert told(planned(village), "left as it is") == []
    table.write_text(MAYORS.replace("Ada,Weaver", "Ada,Webber"), encoding="utf-8")
    plan = planned(village)
    assert page.read_text("utf-8").startswith("# Ada the weaver\n\n:::{person} ada-weaver\n:sort: Webber, Ada\n")
    assert told(plan, "left as it is") == [
        "ada-weaver.md: person 'ada-weaver': changed by hand since, and left as it is: # Ada Weaver"
    ]


def test_lines_for_a_record_without_its_row_leave_the_heading(village: Path) -> None:
    planned(village)
    (village / "mayors.csv").write_text(MAYORS.replace("1,Ada,Weaver,,1500,Adda; Ada W.,She *wove*.\n", ""), "utf-8")
    planned(village)
    assert (village / "docs/people/ada-weaver.md").read_text("utf-8").startswith("# Ada Weaver\n")


def test_a_renamed_record_is_found_by_its_old_key(village: Path) -> None:
    planned(village)
    old, new = village / "docs/people/ada-weaver.md", village / "docs/people/ada.md"
    text = old.read_text("utf-8").replace("{person} ada-weaver\n", "{person} ada\n:alias: ada-weaver\n")
    old.unlink()
    new.write_text(text, encoding="utf-8")
    plan = planned(village)
    assert (plan.made, plan.same) == ([], 3)
    assert not old.exists()


def test_a_page_taken_out_stays_out(village: Path) -> None:
    planned(village)
    (village / "docs/people/ada-weaver.md").unlink()
    plan = planned(village)
    assert plan.made == []
    assert any("taken out" in one.words for one in plan.remarks)


def test_a_dry_run_plans_the_same(village: Path) -> None:
    assert planned(village, write=False).made == planned(village).made


def test_rows_are_refused_with_their_place(village: Path) -> None:
    (village / "mayors.csv").write_text(MAYORS + "1,Ada,Again,,,,\n,Nobody,Known,,,,\n", encoding="utf-8")
    (village / "terms.csv").write_text(TERMS + "9,mayor,1560,,1561,,,,\n", encoding="utf-8")
    refused = [f"{Path(one.place).name}: {one.words}" for one in planned(village).remarks if one.what == "refused"]
    assert len(refused) == 3
    assert "mayors.csv:5: the person '1' is 'Ada Weaver' in" in refused[0]
    assert "here 'Ada Again'" in refused[0]
    assert "mayors.csv:6: a person without an id." in refused[1]
    assert "terms.csv:7: there is no person '9'" in refused[2]


def test_a_reconciled_row_gets_its_identifier_and_an_unsure_one_is_told(village: Path) -> None:
    mapping = village / "village.toml"
    mapping.write_text(MAPPING.replace('kind = "person"', 'kind = "person"\nreconciled = "reply.json"'), "utf-8")
    sure = {"id": "Q42", "name": "Ada Weaver", "score": 100, "match": True}
    reply = {"q0": {"result": [sure]}, "2": {"result": [{**sure, "id": "Q7", "match": False}]}}
    (village / "reply.json").write_text(json.dumps(reply), encoding="utf-8")
    plan = planned(village)
    assert ":id: wikidata Q42\n" in (village / "docs/people/ada-weaver.md").read_text("utf-8")
    assert [one.words for one in plan.remarks if one.what == "unsure"] == [
        "person 'conrad-miller': no sure match; it may be Q7 (Ada Weaver, 100)."
    ]


def test_a_record_of_the_archive_is_known_by_its_identifier(village: Path) -> None:
    own = village / "docs/ada.md"
    own.write_text("# Ada\n\n:::{person} ada\n:id: wikidata Q42\nOurs.\n:::\n", encoding="utf-8")
    mapping = village / "village.toml"
    mapping.write_text(MAPPING.replace('kind = "person"', 'kind = "person"\nreconciled = "reply.json"'), "utf-8")
    reply = {"1": {"result": [{"id": "Q42", "match": True}]}}
    (village / "reply.json").write_text(json.dumps(reply), encoding="utf-8")
    planned(village)
    text = own.read_text("utf-8")
    assert text.count("wikidata Q42") == 1
    assert ":born: 1500 [Roll1540]\n" in text
    assert "\nOurs.\n" in text
    assert not (village / "docs/people/ada-weaver.md").exists()


def test_a_field_of_one_value_on_a_page_does_not_get_another(village: Path) -> None:
    own = village / "docs/ada-weaver.md"
    own.write_text("# Ada\n\n:::{person} ada-weaver\n:alias: 1\n:born: 1499~ [Diary]\nOurs.\n:::\n", encoding="utf-8")
    (refused,) = told(planned(village), "refused")
    assert refused.startswith(
        "mayors.csv:2: person 'ada-weaver': :born: 1500 [Roll1540]: the page has ':born: 1499~ [Di"
    )
    assert own.read_text("utf-8").count(":born: ") == 1
    assert told(planned(village), "refused") == []


def test_a_row_meets_the_record_that_has_its_identifier(village: Path) -> None:
    own = village / "docs/adams.md"
    own.write_text("# Adams\n\n:::{person} adams\n:id: wikidata Q42\n:id: box 7\nOurs.\n:::\n", encoding="utf-8")
    (village / "village.toml").write_text(MAPPING.replace("split.variant", "split.id"), "utf-8")
    table = village / "mayors.csv"
    table.write_text(
        MAYORS.replace("Adda; Ada W.", "gnd 118540238; wikidata Q42").replace("1510,", "1510,box 7"), "utf-8"
    )
    plan = planned(village)
    assert [path.stem for path in plan.made] == ["conrad-miller", "conrad-miller-2"]
    assert own.read_text("utf-8").startswith(
        "# Adams\n\n:::{person} adams\n:sort: Weaver, Ada\n:born: 1500 [Roll1540]\n"
    )
    assert own.read_text("utf-8").count(":id: wikidata Q42\n") == 1
    assert ":id: gnd 118540238\n" in own.read_text("utf-8")
    table.write_text(table.read_text("utf-8") + "4,Ann,Adams,,,wikidata Q42,\n", encoding="utf-8")
    (refused,) = told(planned(village), "refused")
    assert refused == (
        "mayors.csv:5: the person '4' is 'adams' by its identifier, and so is another row. Give rows of one record one id."
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("fields.born", "fields.birth"), "a person has no field 'birth'"),
        (("{Born}", "{Birth}"), "there is no column 'Birth'"),
        (('into = "person"', 'into = "persona"'), "expected kind = "),
        (('id = "{No}"', 'ident = "{No}"'), "there is no entry 'ident'"),
        (("mayors.csv", "none.csv"), "there is no file"),
        (("{Surname}, {Forename}", "{Surname:shout}"), "there is no 'shout'"),
        (('".*acting.*"', '"(acting"'), "the pattern"),
    ],
)
def test_a_wrong_mapping_is_told(village: Path, change: tuple[str, str], message: str) -> None:
    mapping = village / "village.toml"
    mapping.write_text(MAPPING.replace(*change), encoding="utf-8")
    with pytest.raises(ImportFault, match=message.replace("(", r"\(")):
        planned(village)
    assert list((village / "docs").iterdir()) == [village / "docs" / "index.md"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the table is empty"),
        ("a,b,a\n1,2,3\n", "the column 'a' stands twice"),
        ("a,b\n1,2,3\n", "3 cells under 2 headings"),
        ('a,b\n"1,2\n', "cannot be read on"),
    ],
)
def test_a_damaged_table_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFault, match=message):
        read_table(path)


def test_tables_with_other_signs_and_lines_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('\ufeffa;b\n"1\n2";x\n;\n3;y\n', encoding="utf-8")
    assert [(row.cells, row.place[-2:]) for row in read_table(path)] == [
        ({"a": "1 2", "b": "x"}, ":2"),
        ({"a": "3", "b": "y"}, ":5"),
    ]


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Mayors")
    sheet.append(["Name", "Born", "Elected"])
    sheet.append(["Ada", 1500.0, dt.date(1940, 5, 1)])
    book.save(tmp_path / "t.xlsx")
    assert [row.cells for row in read_table(tmp_path / "t.xlsx", "Mayors")] == [
        {"Name": "Ada", "Born": "1500", "Elected": "1940-05-01"}
    ]
    with pytest.raises(ImportFault, match="there is no sheet 'None'"):
        read_table(tmp_path / "t.xlsx", "None")
    (tmp_path / "u.xlsx").write_bytes(b"PK no")
    with pytest.raises(ImportFault, match="not a workbook"):
        read_table(tmp_path / "u.xlsx")


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<listPerson><person xml:id="ada"><persName><forename>Ada</forename> <surname>Weaver</surname></persName>
<persName>Adda</persName><birth when="1500-02-01"><placeName ref="#mill">Mill</placeName></birth>
<death notBefore="1580" notAfter="1582"/><idno type="GND">118</idno><note>She wove.</note></person></listPerson>
<listPlace><place xml:id="town"><placeName>Town</placeName><location><geo>51.5 -0.1</geo></location>
<place xml:id="mill"><placeName>Mill</placeName></place></place></listPlace>
<listEvent><event xml:id="fire" when="1540-05-01" where="#mill"><label>The fire</label><desc>It burnt.</desc></event>
</listEvent><listOrg><org xml:id="guild" from="1400" to="1600"><orgName>Guild</orgName></org></listOrg>
</body></text></TEI>"""


def test_the_lists_of_tei() -> None:
    found = {sheet: rows_of_tei(TEI.encode(), sheet) for sheet in ("person", "org", "place", "event")}
    ((person, line),) = found["person"]
    assert line == 2
    assert {key: value for key, value in person.items() if value} == {
        "id": "ada", "name": "Ada Weaver", "sort": "Weaver, Ada", "variant": "Adda", "begin": "1500-02-01",
        "end": "[1580..1582]", "place": "mill", "idno": "gnd 118", "note": "She wove.",
    }  # fmt: skip
    assert [(row["id"], row["geo"], row["part-of"]) for row, _ in found["place"]] == [
        ("town", "51.5, -0.1", ""),
        ("mill", "", "town"),
    ]
    ((event, _),) = found["event"]
    assert (event["date"], event["place"], event["note"]) == ("1540-05-01", "mill", "It burnt.")
    ((org, _),) = found["org"]
    assert (org["begin"], org["end"]) == ("1400", "1600")


# As the registers of published editions have them.
OTHERS_TEI = """<TEI><listPerson>
<person xml:id="p1"><persName type="main" ref="https://d-nb.info/gnd/118500775"><forename>Ada</forename><forename>B.</forename>
  <surname>Weaver</surname></persName><persName type="alternative"><forename/><surname>Wever [Ada]</surname></persName>
  <birth><date when-iso="1903-01-01">1903</date><settlement key="town"><placeName type="pref">Town</placeName>
    <location><geo>47,5 9,5</geo></location></settlement></birth>
  <death><date notBefore-iso="1969-08-01" when-iso="1969-08-01" notAfter-iso="1969-08-31">August 1969</date>
    <placeName key="#far">Far</placeName></death>
  <sex value="female"/><occupation>weaver</occupation><occupation>dyer</occupation>
  <idno type="URL" subtype="wikidata">https://www.wikidata.org/wiki/Q152388</idno>
  <idno type="URI" subtype="HOUSE">https://house.example/1</idno></person>
<person xml:id="p2"><affiliation from="1820" to="1825"><orgName ref="#o1">Weaver</orgName> <roleName>clerk</roleName></affiliation>
  <affiliation when-iso="1830"><orgName key="o1">Weaver</orgName></affiliation><affiliation>the Guild</affiliation>
  <persName>Ben</persName><birth when="1801-01-01">1801/1803</birth><death><date>[nach 1860]</date></death></person>
<person xml:id="p3"><persName>Cora</persName><birth notBefore="1825-01-01" notAfter="1825-12-31">1825-1904</birth></person>
<person><persName>Dora</persName></person><person><persName>Eve</persName></person><person><persName>Eve</persName></person>
</listPerson>
<listPlace><place xml:id="town"><placeName>Town</placeName><location type="coords"><geo>51,35 -0,87</geo></location>
  <location type="located_in_place"><placeName key="shire">Shire</placeName><geo>51,0 -1,3</geo></location></place>
<place xml:id="shire"><placeName>Shire</placeName><location><country>Home</country></location></place></listPlace>
<listOrg><org xml:id="o1"><orgName>Weaver and Sons</orgName><location><placeName key="far">Far</placeName></location>
  <listPerson><person><persName key="#p1">Weaver, Ada</persName></person></listPerson></org></listOrg>
<listEvent><event key="77" when-iso="1901-04-29"><label>A wedding</label></event></listEvent></TEI>"""


def test_tei_of_published_editions() -> None:
    rows = {
        sheet: [row for row, _ in rows_of_tei(OTHERS_TEI.encode(), sheet)]
        for sheet in ("person", "org", "place", "event")
    }
    ada, ben, cora, dora, *eves = rows["person"]
    assert {key: value for key, value in ada.items() if value} == {
        "id": "p1", "name": "Ada B. Weaver", "sort": "Weaver, Ada B.", "variant": "Wever (Ada)", "begin": "1903",
        "end": "1969-08", "place": "town", "end-place": "Far", "end-place-id": "far", "sex": "female",
        "occupation": "weaver | dyer", "idno": "wikidata Q152388 | house https://house.example/1 | gnd 118500775",
    }  # fmt: skip
    assert (ben["begin"], ben["end"], cora["begin"]) == ("[1801..1803]", "[1861..]", "1825")
    assert (dora["id"], [eve["id"] for eve in eves]) == ("Dora", ["", ""])
    assert [(row["geo"], row["part-of"], row["country"]) for row in rows["place"]] == [
        ("51.35, -0.87", "shire", ""),
        ("", "", "Home"),
    ]
    assert ben["affiliation"] == "the Guild"
    assert [tuple(row.values()) for row, _ in rows_of_tei(OTHERS_TEI.encode(), "affiliation")] == [
        ("p2", "o1", "clerk", "1820", "1825", ""),
        ("p2", "o1", "", "", "", "1830"),
    ]
    (firm,) = rows["org"]
    assert (firm["id"], firm["location"], firm["geo"]) == ("o1", "Far", "")
    assert [(row["id"], row["date"], row["name"]) for row in rows["event"]] == [("77", "1901-04-29", "A wedding")]


@pytest.mark.parametrize(
    ("attributes", "date"),
    [
        ({"when": "1850", "cert": "low"}, "1850?"),
        ({"when": "1850", "precision": "low"}, "1850~"),
        ({"when": "1850-05-06T10:00:00Z"}, "1850-05-06"),
        ({"when": "--05-06"}, "XXXX-05-06"),
        ({"from": "1850", "notAfter": "1860"}, "1850/[..1860]"),
        ({"notBefore": "1870", "to": "1880"}, "[1870..]/1880"),
        ({"when-iso": "1850-03-01"}, "1850-03-01"),
        ({"notBefore": "1850-02-01", "notAfter": "1850-02-28"}, "1850-02"),
        ({"notBefore": "1850-02-01", "notAfter": "1850-02-27"}, "[1850-02-01..1850-02-27]"),
        ({"notBefore": "1850-05-01", "notAfter": "1850-05-01"}, "1850-05-01"),
        ({"notBefore": "1850-13-01", "notAfter": "1850-13-31"}, "[1850-13-01..1850-13-31]"),
        ({"notAfter": "1850", "precision": "low"}, "[..1850]"),
        ({"from": "1850"}, "1850/"),
        ({}, ""),
    ],
)
def test_a_date_of_tei(attributes: dict[str, str], date: str) -> None:
    assert when(attributes) == date


@pytest.mark.parametrize(
    ("day", "printed", "date"),
    [
        ("1858-01-01", "1858", "1858"), ("1858-01-01", "1 January 1858", "1858-01-01"), ("1858-05-01", "1858", "1858-05-01"),
        ("1842-01-01", "1841/1843", "[1841..1843]"), ("1842-01-01", "1850/1851", "1842-01-01"),
    ],
)  # fmt: skip
def test_a_first_of_january_says_no_more_than_the_year_that_is_printed(day: str, printed: str, date: str) -> None:
    assert when({"when": day}, printed=printed) == date


def tei_row(record: str, sheet: str = "person") -> dict[str, str]:
    """What is read of one record, without the empty cells."""
    ((row, _),) = rows_of_tei(f"<TEI><text>{record}</text></TEI>".encode(), sheet)
    return {key: value for key, value in row.items() if value}


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        # a record, though it leads on to another file
        (
            '<person corresp="#letter"><persName>Ada</persName><birth when="1850"/></person>',
            {"id": "Ada", "name": "Ada", "begin": "1850"},
        ),
        # what a record has twice, or only in attributes
        ('<person xml:id="a"><birth when="1850"/><birth when="1851"/></person>', {"begin": "1850", "birth": "1851"}),
        ('<person xml:id="a"><floruit notBefore="1066" notAfter="1100"/></person>', {"floruit": "[1066..1100]"}),
        (
            '<person xml:id="a"><residence from="1850" to="1860">Oslo</residence></person>',
            {"residence": "Oslo (1850/1860)"},
        ),
        ('<person xml:id="a" sex="2" role="author"/>', {"sex": "2", "role": "author"}),
        # births and deaths in words
        ('<person xml:id="a"><birth>XVIII век</birth></person>', {"begin": "17XX"}),
        ('<person xml:id="a"><birth><hi>1850</hi></birth></person>', {"begin": "1850"}),
        ('<person xml:id="a"><death>1825-1904</death></person>', {"end": "1825-1904"}),
        ('<person xml:id="a"><birth when="1850">Oslo</birth></person>', {"begin": "1850", "place": "Oslo"}),
        (
            '<person xml:id="a"><birth when="1850"><country>France</country></birth></person>',
            {"begin": "1850", "place": "France"},
        ),
        ('<person xml:id="a"><death>before the war</death></person>', {"death": "before the war"}),
        # identifiers
        ('<person xml:id="a"><idno type="VIAF" subtype="main">113230702</idno></person>', {"idno": "viaf 113230702"}),
        ('<person xml:id="a"><idno type="GND"/></person>', {}),
        # names
        ('<person xml:id="a"><persName><forename>Ada</forename><surname/></persName></person>', {"name": "Ada"}),
        (
            '<person xml:id="a"><persName><forename>J.</forename> <surname>Smith</surname>, <roleName>Earl</roleName></persName></person>',
            {"name": "J. Smith", "sort": "Smith, J.", "variant": "J. Smith, Earl"},
        ),
        ('<person xml:id="a"><persName>Mc<hi>D</hi>onald</persName></person>', {"name": "McDonald"}),
        (
            '<person xml:id="a"><persName><choice><abbr>Dr</abbr><expan>Doctor</expan></choice> Ada</persName></person>',
            {"name": "Doctor Ada"},
        ),
    ],
)
def test_a_person_of_tei(record: str, cells: dict[str, str]) -> None:
    found = tei_row(record)
    assert {"id": "a", **cells} == found


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        ("<geogName>Thames</geogName>", {"name": "Thames"}),
        (
            "<placeName>V</placeName><location><placeName>V</placeName><geo>48.2 16.3</geo></location>",
            {"name": "V", "geo": "48.2, 16.3"},
        ),
        (
            "<placeName>V</placeName><location><region>R</region><country>C</country></location>",
            {"name": "V", "country": "C", "location": "R"},
        ),
    ],
)
def test_a_place_of_tei(record: str, cells: dict[str, str]) -> None:
    assert tei_row(f'<place xml:id="a">{record}</place>', "place") == {"id": "a", **cells}


def test_places_of_tei_by_keys_and_in_lists() -> None:
    text = (
        '<TEI><listPlace><place key="o"><placeName>O</placeName><listPlace><place xml:id="i"><placeName>I</placeName></place>'
        '</listPlace></place></listPlace><settingDesc><place xml:id="s"><placeName>S</placeName></place></settingDesc>'
        '<particDesc><person xml:id="a"><birth><placeName ref="#far #i https://www.geonames.org/1">I</placeName></birth></person>'
        '<person xml:id="b"><birth><settlement key="o"/></birth></person></particDesc></TEI>'
    )
    assert [(row["id"], row["part-of"]) for row, _ in rows_of_tei(text.encode(), "place")] == [
        ("o", ""),
        ("i", "o"),
        ("s", ""),
    ]
    assert [row["place"] for row, _ in rows_of_tei(text.encode(), "person")] == ["i", "o"]


def test_memberships_of_tei() -> None:
    text = (
        '<TEI><listPerson><person><persName>Ada</persName><affiliation ref="#o"><date from="1840" notAfter="1845"/></affiliation>'
        '<affiliation>Member of the <orgName ref="#o">Guild</orgName>, London</affiliation><affiliation ref="#far"/></person>'
        '</listPerson><listOrg><org xml:id="o"><orgName>Guild</orgName></org></listOrg></TEI>'
    )
    assert [tuple(row.values()) for row, _ in rows_of_tei(text.encode(), "affiliation")] == [
        ("Ada", "o", "", "1840", "[..1845]", ""),
        ("Ada", "o", "Member of the Guild, London", "", "", ""),
    ]
    assert [row["affiliation"] for row, _ in rows_of_tei(text.encode(), "person")] == ["#far"]
    assert "affiliation" in lists_of_tei(text.encode())
    assert lists_of_tei(text.replace("#o", "#p").encode()) == {"person", "org"}
    assert unread_in_tei(b'<TEI><listRelation><relation name="a"/><relation name="b"/></listRelation></TEI>') == {
        "relation": 2
    }


def test_tei_with_a_document_type_is_not_read() -> None:
    with pytest.raises(ValueError, match="declares a document type"):
        rows_of_tei(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "person")
    for broken in (b"<a>", b'<?xml version="1.0" encoding="foo"?><a/>'):
        with pytest.raises(ValueError, match="not XML"):
            rows_of_tei(broken, "person")
    with pytest.raises(ValueError, match="more than 200 deep"):
        rows_of_tei(b"<a>" * 3000, "person")


def test_parts_with_nothing_in_them_are_left_out() -> None:
    template = "{office} {time} | rank: {rank}; {acting}; remark: {note}"
    cells = {"office": "mayor", "time": "[1540..]/1541", "rank": "", "acting": "", "note": "see [1]; and |"}
    assert fill(template, cells, {}, {"time"}) == "mayor [1540..]/1541 | remark: see (1), and /"
    assert fill(template, {**cells, "note": ""}, {}, {"time"}) == "mayor [1540..]/1541"
    assert fill(template, {**cells, "office": ""}, {}, {"time"}) == ""
    assert plain("{a} {b}{, c}", {"a": "", "b": "x", "c": ""}, {}) == "x"


def test_small_things() -> None:
    assert title("isle-of-man") == "Isle of Man"
    assert qid("http://www.wikidata.org/entity/Q42") == "Q42"
    assert as_key("Никита Хрущёв & Łódź") == "nikita-khrushchev-lodz"
    assert as_key("!?") == ""
    assert free_key("a", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ({"begin": "1850", "end": "1851"}, "1850/1851"),
        ({"begin": "1850", "end": ""}, "1850/"),
        ({"begin": "", "end": "1851"}, "/1851"),
        ({"begin": "1850", "end": "1850"}, "1850"),
        ({"begin": "", "end": "", "after": "1850-01-01"}, "[1850-01-01..]/"),
        ({"begin": "", "end": "1849", "after": "1850"}, "/1849"),
        (
            {"begin": "1850", "begin-words": "About", "end": "1851", "end-words": "Left on or shortly before"},
            "1850~/[..1851]",
        ),
        ({"begin": "1850", "begin-words": "Left post on", "end": ""}, "1850/"),
        ({}, ""),
    ],
)
def test_dates_of_several_cells(parts: dict[str, str], date: str) -> None:
    assert date_of(parts) == date


def test_text_is_never_markup() -> None:
    assert text_lines("1. See {person}`x`, <b> and [y](z)") == ["1\\. See \\{person}\\`x\\`, \\<b> and \\[y\\](z)"]
    assert text_lines(":born: 1850") == ["\\:born: 1850"]
    assert text_lines("# a") == ["\\# a"]
    assert text_lines("") == []


def test_a_new_line_goes_where_its_field_belongs() -> None:
    page = "# A\n\n:::{person} a\n:sort: A\n:died: 1900\n:::\n"
    order = ["sort", "born", "died"]
    assert changed(page, 2, Change([], [":born: 1850"], [], []), order) == (
        page.replace(":died", ":born: 1850\n:died"), [], [],
    )  # fmt: skip


def test_long_folders_are_divided_by_letter() -> None:
    few = {f"k{n}": f"Name {n}" for n in range(LONGEST)}
    assert set(folders(few).values()) == {""}
    many = few | {"z": "Zoë", "q": "«?»"}
    assert folders(many)["z"] == "z"
    assert folders(many)["q"] == "other"
    assert folders(many | {"x": "Norma"})["x"] == "no"


PARLIAMENT = """
[[table]]
file = ["first.csv", "second.csv"]
kind = "body"
id = "{Chamber}"
name = "{Chamber}"

[[table]]
file = ["first.csv", "second.csv"]
kind = "person"
date-order = "day month year"
id = "{Name} {Born}"
key = "{Name}"
name = "{Name}"
where.Chamber = ["Upper", "Lower"]
dates.seat = { begin = "In", end = "Out" }
dates.sworn = { on = "Sworn" }
fields.born = "{Born} [S]"
fields.member = "{Chamber:body} member {seat} [S] | district: {Canton}; party: {Party}{, Group}; sworn in {sworn}"
"""
FIRST = """Name,Born,Chamber,In,Out,Sworn,Canton,Party,Group
Ada,1/2/1800,Lower,3/12/1849,30/11/1851,4 December 1849,Uri,,Left
Bob,29/02/1801,Lower,1.4.1849,ca. 1850,,Zug,Liberals,
Ada,1/2/1800,Upper,01/12/1848,2/12/1849,,Uri,Liberals,Centre
Cy,1803,Diet,1847,1848,,,,
"""
SECOND = """Name,Born,Chamber,In,Out,Sworn,Canton,Party,Group,Sex
Ada,01-02-1800,Lower,3/12/1851,,,Uri,Liberals,,f
"""


def parliament(folder: Path, first: str = FIRST, change: tuple[str, str] = ("", "")) -> Plan:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Parliament\n", encoding="utf-8")
    (folder / "village.toml").write_text(PARLIAMENT.replace(*change), encoding="utf-8")
    (folder / "first.csv").write_text(first, encoding="utf-8")
    (folder / "second.csv").write_text(SECOND, encoding="utf-8")
    return planned(folder)


def told(plan: Plan, what: str) -> list[str]:
    return [f"{Path(one.place).name}: {one.words}" for one in plan.remarks if one.what == what]


def test_rows_of_one_record_are_one_record_with_all_their_lines_in_order_of_time(tmp_path: Path) -> None:
    plan = parliament(tmp_path)
    assert (tmp_path / "docs/people/ada.md").read_text("utf-8") == (
        "# Ada\n\n:::{person} ada\n:born: 1800-02-01 [S]\n"
        ":member: upper member 1848-12-01/1849-12-02 [S] | district: Uri; party: Liberals, Centre\n"
        ":member: lower member 1849-12-03/1851-11-30 [S] | district: Uri; sworn in 1849-12-04\n"
        ":member: lower member 1851-12-03/ [S] | district: Uri; party: Liberals\n:::\n"
    )
    assert told(plan, "refused") == []
    assert {path.stem for path in plan.made} == {"ada", "bob", "lower", "upper", "diet"}


def test_dates_in_the_order_of_a_table_and_in_words_are_read_if_there_is_such_a_day(tmp_path: Path) -> None:
    plan = parliament(tmp_path)
    bob = (tmp_path / "docs/people/bob.md").read_text("utf-8")
    assert ":member: lower member 1849-04-01/1850~ [S]" in bob
    assert ":born: 29/02/1801 [S] | as-printed: " in bob
    assert len(told(plan, "as printed")) == 1


def test_what_is_not_taken_is_told_once(tmp_path: Path) -> None:
    plan = parliament(tmp_path)
    assert told(plan, "not taken") == ["second.csv: the columns that no entry names: Sex."]
    (left_out,) = told(plan, "left out")
    assert left_out.startswith("first.csv:2: Group 'Left', since Party, the first cell of its part, is empty. Give")


def test_a_field_of_one_value_does_not_get_another_from_a_later_row(tmp_path: Path) -> None:
    change = ('fields.born = "{Born} [S]"', 'fields.born = "{Born} [S]"\nfields.birthplace = "{Canton}"')
    plan = parliament(tmp_path, FIRST.replace("2/12/1849,,Uri", "2/12/1849,,Zug"), change)
    (refused,) = told(plan, "refused")
    assert refused.startswith("first.csv:4: person 'ada': :birthplace: Zug: it is 'Uri' in ")
    assert (tmp_path / "docs/people/ada.md").read_text("utf-8").count(":birthplace:") == 1


@pytest.mark.parametrize(
    ("written", "order", "date"),
    [
        ("7/8/1895", "day month year", "1895-08-07"),
        ("7/8/1895", "month day year", "1895-07-08"),
        ("1895.8.7", "year month day", "1895-08-07"),
        ("07.08.1895 00:00:00", "day month year", "1895-08-07"),
        ("7/8/95", "day month year", "7/8/95"),
        ("13/13/1895", "day month year", "13/13/1895"),
        ("7/8.1895", "day month year", "7/8.1895"),
        ("Room 7/8/1895", "day month year", "Room 7/8/1895"),
        ("7/8/1895", "", "7/8/1895"),
    ],
)
def test_the_order_of_a_date(written: str, order: str, date: str) -> None:
    assert in_order(written, order) == date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1857-03-04T00:00:00Z", "1857-03-04"), ("+1857-00-00T00:00:00Z", "1857"), ("18570304", "1857-03-04"),
        ("1850–51", "1850/1851"), ("1850–1851", "1850/1851"), ("18–20 June 1957", "1957-06-18/1957-06-20"),
        ("1850 (?)", "1850?"), ("1850/now", "1850/.."),
        ("1857-05-00", "1857-05"), ("+1857-05-00T00:00:00Z", "1857-05"), ("1850-", "1850"), ("18-Jun-1850", "1850-06-18"),
        ("1895-07-15T23:00:00Z", "1895-07-15T23:00:00Z"), ("1750/51", "1750/51"), ("loll", "loll"), ("185–", "185–"),
        ("1857-00-05", "1857-00-05"), ("v. 1850", "v. 1850"), ("first half of the 1800s", "first half of the 1800s"),
        ("4/16 March 1857", "4/16 March 1857"), ("1805/11", "1805/11"), ("1923/24", "1923/24"), ("–1957", "–1957"), ("11971", "11971"), ("12345678", "12345678"),
    ],
)  # fmt: skip
def test_figures_of_another_form_are_taken_only_where_they_are_sure(written: str, date: str) -> None:
    assert sure(written) == date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("16 July 1895", "1895-07-16"), ("16. Juli 1895", "1895-07-16"), ("before 1928", "[..1927]"),
        ("07/08/1895", "07/08/1895"), ("1895~", "1895~"), ("Mayor", "Mayor"), ("1800s", "1800s"), ("", ""),
    ],
)  # fmt: skip
def test_a_date_in_words_is_taken_only_where_it_is_sure(written: str, date: str) -> None:
    assert sure(written) == date


NESTED = {
    "persons": [
        {"id": 1, "name": {"first": "Ada", "last": "Weaver"}, "also": ["Adda", "A. W."], "terms": [
            {"type": "rep", "start": "1850", "group": {"name": "Left"}}, {"type": "sen", "start": "1854"}]},
        {"id": 2, "name": {"first": "Bob"}, "also": [], "terms": []},
    ],
    "title": "A register",
}  # fmt: skip


def test_json_within_json(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(NESTED), encoding="utf-8")
    ada, bob = read_table(path, "persons")
    terms = json.dumps(NESTED["persons"][0]["terms"])  # type: ignore[index]
    named = {"id": "1", "name.first": "Ada", "name.last": "Weaver", "also": "Adda; A. W."}
    assert ada.cells == named | {"terms": terms}
    assert (bob.cells, bob.place[-8:]) == ({"id": "2", "name.first": "Bob"}, "object 2")
    first, second = read_table(path, "persons.terms")
    assert named.items() < first.cells.items()
    assert "terms" not in first.cells
    assert (first.cells["name.first"], first.cells["terms.start"], first.cells["terms.group.name"]) == (
        "Ada", "1850", "Left",
    )  # fmt: skip
    assert second.cells["terms.type"] == "sen"
    assert second.place.endswith("object 1, terms 2")
    path.write_text(json.dumps(NESTED["persons"]), encoding="utf-8")
    assert [row.cells["terms.type"] for row in read_table(path, "terms")] == ["rep", "sen"]
    for sheet, message in (("posts", "no object has a list 'posts'. Name one by sheet = …; it has: terms"),):
        with pytest.raises(ImportFault, match=message):
            read_table(path, sheet)
    path.write_text(json.dumps(NESTED), encoding="utf-8")
    with pytest.raises(ImportFault, match="expected a list of objects, one for each row. Name a list .* persons"):
        read_table(path)
    with pytest.raises(ImportFault, match="there is no list 'people'"):
        read_table(path, "people")


def test_nothing_within_json_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "t.json"

    def read(items: object) -> list[str]:
        path.write_text(json.dumps(items), encoding="utf-8")
        return [row.cells["terms.start"] for row in read_table(path, "terms")]

    assert read([{"id": 1, "terms": {"start": "1850"}}, {"id": 2, "terms": [{"start": "1854"}]}]) == ["1850", "1854"]
    assert read([{"id": 1, "terms": None}, {"id": 2}, {"id": 3, "terms": [{"start": "1854"}]}]) == ["1854"]
    with pytest.raises(ImportFault, match='object 1, terms 2: expected an object, one for each row, not "1850"'):
        read([{"id": 1, "terms": [{"start": "1854"}, "1850"]}])
    with pytest.raises(ImportFault, match="object 2, terms 1: expected an object, one for each row, not 7"):
        read([{"id": 1, "terms": [{"start": "1854"}]}, {"id": 2, "terms": 7}])


def test_objects_that_lie_too_deep_in_one_another_are_told(tmp_path: Path) -> None:
    path, told = tmp_path / "t.json", 0
    for depth in range(sys.getrecursionlimit() - 120, sys.getrecursionlimit(), 5):
        path.write_text('[{"id": 1, "more": ' + '{"a": ' * depth + "1" + "}" * depth + "}]", encoding="utf-8")
        try:
            read_table(path)
        except ImportFault:  # an error of Python's own would fail the test
            told += 1
    assert told


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"day month year"', '"d/m/y"'), 'expected one of "day month year"'),
        (("where.Chamber", "where.name.Chamber"), 'a full stop divides names. Write where."name.Chamber"'),
        (('["Upper", "Lower"]', "[1]"), "expected text for 'where.Chamber', or a list of texts"),
        (('file = ["first.csv", "second.csv"]', "file = [1]"), "expected the name of a file for 'file'"),
    ],
)
def test_a_wrong_entry_says_what_would_be_right(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(ImportFault) as caught:
        parliament(tmp_path, change=change)
    assert message in str(caught.value)


def test_a_suffix_of_tei_is_not_the_number_of_a_king() -> None:
    text = (
        "<listPerson><person><persName><forename>Adam</forename> <surname>Powell</surname>, <genName>Jr.</genName>"
        "</persName></person><person><persName><forename>Henry</forename> <genName>VI</genName></persName></person>"
        "<person><persName>Adam Powell, <genName>III</genName></persName></person></listPerson>"
    )
    assert [row["suffix"] for row, _ in rows_of_tei(text.encode(), "person")] == ["Jr.", "", "III"]


def test_each_value_of_a_cell_is_a_line_with_the_other_cells_of_its_row(tmp_path: Path) -> None:
    change = ("dates.sworn", 'split.held = [\'"Reeve" {Years}/ [S] | district: {Canton}\', "、"]\ndates.sworn')
    first = "Name,Born,Chamber,In,Out,Sworn,Canton,Party,Group,Years\nAda,1/2/1800,Lower,1849,1850,,Uri,,,1816、1811\n"
    parliament(tmp_path, first, change)
    ada = (tmp_path / "docs/people/ada.md").read_text("utf-8")
    assert ':held: "Reeve" 1811/ [S] | district: Uri\n:held: "Reeve" 1816/ [S] | district: Uri\n' in ada

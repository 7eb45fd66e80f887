"""`letopis import` on an archive that is built: what it writes is read without a finding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from letopis.cli import main

MAPPING = """
[[table]]
file = "people.csv"
kind = "person"
id = "{id}"
name = "{name}"
text = "{note}"
fields.born = "{born} [WPCalvin]"
fields.source = "WPCalvin"
"""
TEI = """<TEI><listPerson><person xml:id="beza"><persName>Theodore Beza</persName><birth when="1519-06-24"/>
<note>Successor.</note></person></listPerson></TEI>"""

PLACES = """<TEI><listPlace><place xml:id="valais"><placeName>Valais</placeName><country>Switzerland</country>
<place xml:id="sion"><placeName>Sion</placeName></place></place></listPlace><listPerson><person xml:id="eve">
<persName>Eve Blanc</persName><birth><placeName ref="#sion"/></birth><death><placeName>Rome</placeName></death></person>
</listPerson><listEvent><event xml:id="fire" when="1550" where="#sion"><label>The fire</label></event></listEvent></TEI>"""


@pytest.fixture
def archive(tmp_path: Path, rootdir: Path) -> Path:
    """A copy of the archive of Geneva's councils, with a table and a list of TEI beside it."""
    folder = Path(shutil.copytree(rootdir / "test-council", tmp_path / "council"))
    (folder / "people.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "people.csv").write_text("id,name,born,note\nbeza,Theodore Beza,1519,Successor of Calvin.\n", "utf-8")
    (folder / "people.xml").write_text(TEI, encoding="utf-8")
    return folder


def run(archive: Path, *arguments: str) -> int:
    return main(["-c", str(archive), "-s", str(archive), *arguments])


@pytest.mark.parametrize("file", [["people.toml"], ["people.xml", "--citing", "WPCalvin"]])
def test_what_is_imported_builds_without_a_finding(
    archive: Path, file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = file
    assert run(archive, "import", str(archive / name), "--dry-run", *options) == 0
    assert "would be made: people/beza.md" in capsys.readouterr().out
    assert not (archive / "people" / "beza.md").exists()
    assert run(archive, "import", str(archive / name), *options) == 0
    assert "1 pages made, 0 changed" in capsys.readouterr().out
    assert "[WPCalvin]" in (archive / "people" / "beza.md").read_text("utf-8")
    assert run(archive, "doctor") == 0, capsys.readouterr().out


def test_a_dry_run_names_two_hundred_pages_and_counts_the_rest(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"p{number},Person {number},,\n" for number in range(203))
    (archive / "people.csv").write_text("id,name,born,note\n" + rows, encoding="utf-8")
    assert run(archive, "import", str(archive / "people.toml"), "--dry-run") == 0
    told = capsys.readouterr().out
    assert (told.count("would be made: "), "\n… and 3 more\n203 pages would be made" in told) == (200, True)


def test_every_date_and_place_of_tei_names_the_source(archive: Path) -> None:
    (archive / "places.xml").write_text(PLACES, encoding="utf-8")
    assert run(archive, "import", str(archive / "places.xml"), "--citing", "WPCalvin") == 0
    text = "".join(
        (archive / f"{name}.md").read_text("utf-8") for name in ("people/eve", "places/valais", "places/sion")
    )
    text += (archive / "events" / "fire.md").read_text("utf-8")
    for line in (
        ":birthplace: sion", ":deathplace: Rome", ":country: Switzerland", ":within: valais", ":date: 1550", ":place: sion",
    ):  # fmt: skip
        assert f"{line} [WPCalvin]\n" in text


def test_an_id_of_tei_leads_to_the_key_that_is_made_of_it(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "places.xml").write_text(
        PLACES.replace("sion", "place__7").replace("Rome", "Lower [Rome]"), encoding="utf-8"
    )
    assert run(archive, "import", str(archive / "places.xml"), "--citing", "WPCalvin") == 0
    eve = (archive / "people/eve.md").read_text("utf-8")
    assert ":birthplace: place-7 [WPCalvin]\n:deathplace: Lower (Rome) [WPCalvin]\n" in eve
    assert (archive / "places/place-7.md").is_file()
    assert "not taken" not in capsys.readouterr().out


def test_a_person_of_tei_is_a_member_of_an_organisation_of_the_file(archive: Path) -> None:
    member = '<affiliation ref="#guild" from="1540" to="1550">warden</affiliation><birth>'
    guild = '<listOrg><org xml:id="guild"><orgName>Guild</orgName></org></listOrg></TEI>'
    tei = PLACES.replace("<birth>", member, 1).replace("</TEI>", guild)
    (archive / "places.xml").write_text(tei, encoding="utf-8")
    assert run(archive, "import", str(archive / "places.xml"), "--citing", "WPCalvin") == 0
    assert ":member: guild member 1540/1550 [WPCalvin] | remark: warden\n" in (archive / "people/eve.md").read_text(
        "utf-8"
    )
    assert (archive / "bodies/guild.md").is_file()


def test_what_tei_says_and_no_field_takes_is_told(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tei = PLACES.replace("<birth>", "<occupation>baker</occupation><birth>", 1)
    tei = tei.replace("<placeName>Rome", '<placeName key="#elsewhere">Rome').replace(
        "</TEI>", '<relation name="kin"/></TEI>'
    )
    (archive / "places.xml").write_text(tei, encoding="utf-8")
    assert run(archive, "import", str(archive / "places.xml"), "--citing", "WPCalvin", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "not taken: the columns that no entry names: end-place-id, occupation.\n" in told
    assert "not taken: 1 elements 'relation', which make no record.\n" in told


def test_people_and_bodies_of_tei_without_a_membership_are_taken(archive: Path) -> None:
    guild = '<listOrg><org xml:id="guild"><orgName>Guild</orgName></org></listOrg></TEI>'
    (archive / "places.xml").write_text(PLACES.replace("</TEI>", guild), encoding="utf-8")
    assert run(archive, "import", str(archive / "places.xml"), "--citing", "WPCalvin") == 0
    mapping = '[[table]]\nfile = "places.xml"\nsheet = "person"\nkind = "person"\nid = "{id}"\nname = "{name}"\n'
    (archive / "t.toml").write_text(f'{mapping}text = "{{occupation}}"\n', encoding="utf-8")
    assert run(archive, "import", str(archive / "t.toml"), "--dry-run") == 0


def test_coordinates_of_a_table_become_decimals(archive: Path) -> None:
    mapping = '[[table]]\nfile = "t.csv"\nkind = "place"\nid = "{id}"\nname = "{id}"\n'
    (archive / "t.toml").write_text(f'{mapping}fields.coordinates = "{{at}} [WPCalvin]"\n', encoding="utf-8")
    (archive / "t.csv").write_text('id,at\nbern,Point(7.45 46.95)\nthun,"46.750, 7.63"\n', encoding="utf-8")
    assert run(archive, "import", str(archive / "t.toml")) == 0
    assert ":coordinates: 46.95, 7.45 [WPCalvin]\n" in (archive / "places/bern.md").read_text("utf-8")
    assert ":coordinates: 46.750, 7.63 [WPCalvin]\n" in (archive / "places/thun.md").read_text("utf-8")


def test_what_no_import_knows_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "import", str(archive / "people.csv")) == 2
    assert "A table needs a mapping file" in capsys.readouterr().err


def test_sources_go_into_the_bib_file(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "s.json").write_text('[{"id": "Gale1950", "type": "book", "title": "A book"}]', encoding="utf-8")
    assert run(archive, "import", str(archive / "s.json")) == 0
    assert any("Gale1950" in path.read_text("utf-8") for path in archive.glob("*.bib"))
    assert "1 of 1 entries went into" in capsys.readouterr().out

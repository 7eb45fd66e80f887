"""What the forge reads: workflows without rights for strangers, forms that ask for the source."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml


def read(repository: Path, name: str) -> Any:
    return yaml.safe_load((repository / ".github" / name).read_text(encoding="utf-8"))


def test_a_strangers_request_has_no_secret_and_no_right_to_write(repository: Path) -> None:
    for path in (repository / ".github" / "workflows").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "secrets." not in text
        assert not re.search(r"^ *pull_request_target:|^ *workflow_run:", text, re.MULTILINE)
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        for name, job in workflow["jobs"].items():
            rights = job.get("permissions", {})
            if "write" in rights.values():
                pushed = "github.ref == 'refs/heads/main' && github.event_name == 'push'" in job["if"]
                # Only who may write to the repository can make a release of it.
                assert pushed or job["if"] == "github.event_name == 'release'", name


def test_actions_are_named_by_what_they_are(repository: Path) -> None:
    text = (repository / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one)] == []


def test_a_release_is_published_without_a_password(repository: Path) -> None:
    workflow = read(repository, "workflows/release.yml")
    assert workflow["jobs"]["publish"]["permissions"] == {"id-token": "write"}
    assert "wheel" in workflow["jobs"]["publish"]["needs"]
    text = (repository / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40}", one) for one in re.findall(r"uses: (\S+)", text))


def test_a_request_is_built_and_reported_on(repository: Path) -> None:
    request = read(repository, "workflows/ci.yml")["jobs"]["request"]
    ran = "\n".join(step.get("run", "") for step in request["steps"])
    assert 'make.py affects -- "$BASE"' in ran
    assert "make.py doctor -- --format github" in ran
    assert "affects.md" in request["steps"][-1]["with"]["path"]


@pytest.mark.parametrize("form", ["correction", "missing"])
def test_forms_ask_for_the_source(repository: Path, form: str) -> None:
    fields = {field.get("id"): field for field in read(repository, f"ISSUE_TEMPLATE/{form}.yml")["body"]}
    assert fields["source"]["validations"] == {"required": True}
    assert "seen" in fields["source"]["attributes"]["description"]


def test_every_form_is_whole(repository: Path) -> None:
    for path in (repository / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem != "config":
            assert {"name", "description", "body"} <= set(form)
            assert all(field["attributes"]["label"] for field in form["body"])


def test_no_people_are_invented(repository: Path) -> None:
    lines = (repository / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)


def test_hooks_and_container_run_tasks_that_exist(repository: Path) -> None:
    tasks = set(
        re.findall(r"^def (\w+)\(session", (repository / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE)
    )
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    container = json.loads((repository / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    named = re.findall(r"make\.py (\w+)", " ".join([*entries, container["postCreateCommand"]]))
    assert named
    assert set(named) <= tasks

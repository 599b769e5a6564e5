"""Who did what: the audit log by person, kind and day, on a page and as CSV."""

from flask import request
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.models import Brand
from ugc.models.event import number_in
from ugc.team import audit
from ugc.web.auth import brand_session, staff_only
from ugc.web.forms.team import AuditForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, desk_page, note_export
from ugc.web.tables import as_csv


@blueprint.get("/audit")
@staff_only
def audit_page() -> ResponseReturnValue:
    """The newest lines, or those before one."""
    with brand_session("audit") as session:
        brand, _member = chosen_for(session, "audit")
        form = _form(session, brand)
        before = number_in(request.args.get("before", ""))
        rows = audit.events(session, _narrow(brand, form), before)
        older = request.args.to_dict() | {"before": str(rows[-1].number)} if len(rows) == audit.PAGE else None
        names = audit.names(session, rows)
        return desk_page(
            session, "staff/audit.html", brand, "audit", rows=rows, names=names, form=form, older=older
        )


@blueprint.get("/audit.csv")
@staff_only
def audit_csv() -> ResponseReturnValue:
    """Every line that fits, for a spreadsheet."""
    with brand_session("audit", write=True) as session:
        brand, member = chosen_for(session, "audit")
        lines = list(audit.lines(session, _narrow(brand, _form(session, brand))))
        note_export(session, brand, member)
    return as_csv(lines, f"{brand.slug}-audit")


def _form(session: Session, brand: Brand) -> AuditForm:
    return AuditForm(request.args, audit.people(session, brand), list(audit.kinds(session, brand)))


def _narrow(brand: Brand, form: AuditForm) -> audit.Narrow:
    form.validate()
    return audit.Narrow(
        brand,
        actor=form.who.data or "",
        about=form.about.data or "",
        about_id=request.args.get("id", ""),
        since=form.begins(),
        until=form.ends(),
    )

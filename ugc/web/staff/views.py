"""Views of the queue that somebody saved for themselves."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ugc.models import Brand
from ugc.moderate import views as kept
from ugc.web.auth import acting, brand_session, current_account, staff_only
from ugc.web.context import gettext as _
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, found
from ugc.web.staff.queue_page import FILTERS


@blueprint.post("/views")
@staff_only
def views_save() -> ResponseReturnValue:
    """Keep the filters in use under a name."""
    name = request.form.get("name", "").strip()[: kept.LONGEST]
    filters = {key: request.form[key] for key in FILTERS if request.form.get(key) and key != "brand"}
    with brand_session("moderate", write=True) as session:
        brand, member = chosen_for(session, "moderate")
        if name:
            kept.save(session, member, name, filters)
    flash(_("Saved as “%(name)s”.", name=name) if name else _("A view needs a name."))
    query: dict[str, Any] = {**filters, "brand": brand.slug}
    return redirect(url_for("staff.queue", **query), 303)


@blueprint.post("/views/<view_id>/remove")
@staff_only
def views_remove(view_id: str) -> ResponseReturnValue:
    """Forget one."""
    with brand_session("moderate", write=True) as session:
        row = found(kept.find(session, view_id, current_account().id))
        slug = session.get_one(Brand, row.brand_id).slug
        kept.forget(session, row, acting(row))
    flash(_("Forgotten."))
    return redirect(url_for("staff.queue", brand=slug), 303)

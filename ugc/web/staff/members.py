"""The people of a brand: inviting, roles, letting go, handing over."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.db import Session
from ugc.lifecycle import Conflict
from ugc.models import Brand, Invite, Member
from ugc.permissions import ROLES, may
from ugc.team import invite as inviting
from ugc.team import places
from ugc.team.invite import Refused
from ugc.web.auth import acting, brand_session, staff_only
from ugc.web.context import gettext as _
from ugc.web.forms.team import InviteForm, PlaceForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_for, desk_page, found


@blueprint.get("/members")
@staff_only
def members() -> ResponseReturnValue:
    """Everybody who works for a brand, and who was invited."""
    with brand_session("members") as session:
        return _show(session, chosen_for(session, "members")[0], InviteForm(formdata=None))


@blueprint.post("/members")
@staff_only
def members_invite() -> ResponseReturnValue:
    """Invite somebody by mail; 422 with the reason when that makes no sense."""
    form = InviteForm()
    with brand_session("members", write=True) as session:
        brand, by = chosen_for(session, "members")
        if not form.validate():
            return _show(session, brand, form, status=422)
        try:
            inviting.invite(session, brand, form.email.data, form.role.data, form.may_speak.data, by)
        except Refused as problem:
            return _show(session, brand, form, str(problem), 422)
    flash(_("The invitation is on its way to %(email)s.", email=form.email.data))
    return redirect(url_for("staff.members", brand=brand.slug), 303)


@blueprint.post("/members/second-factor")
@staff_only
def members_second() -> ResponseReturnValue:
    """Ask everybody here for a second factor, or no longer."""
    with brand_session("members", write=True) as session:
        brand, by = chosen_for(session, "members")
        row = session.get_one(Brand, brand.id)
        row.second_factor = not row.second_factor
        places.second_factor(session, row, by)
    flash(
        _("Everybody here signs in with a code from now on.")
        if row.second_factor
        else _("No longer asked for.")
    )
    return redirect(url_for("staff.members", brand=row.slug), 303)


@blueprint.post("/members/<member_id>")
@staff_only
def members_change(member_id: str) -> ResponseReturnValue:
    """Give somebody another role."""
    form = PlaceForm()
    if not form.validate():
        return _refused(member_id, _("There is no such role."))
    place = form.role.data, form.may_speak.data
    return _act(member_id, lambda session, row, by: places.change(session, row, *place, by), _("Changed."))


@blueprint.post("/members/<member_id>/remove")
@staff_only
def members_remove(member_id: str) -> ResponseReturnValue:
    """Let somebody go; wherever they are signed in, they no longer are."""
    return _act(member_id, places.remove, _("They no longer work here, and are signed out everywhere."))


@blueprint.post("/members/<member_id>/owner")
@staff_only
def members_hand_over(member_id: str) -> ResponseReturnValue:
    """Make somebody else the owner."""
    return _act(member_id, places.hand_over, _("The brand is theirs now. You stay as a manager."))


@blueprint.post("/invites/<invite_id>/withdraw")
@staff_only
def members_uninvite(invite_id: str) -> ResponseReturnValue:
    """Make an invitation's link worthless."""
    try:
        with brand_session("members", write=True) as session:
            row = found(session.get(Invite, invite_id))
            inviting.withdraw(session, row, acting(row))
            slug = session.get_one(Brand, row.brand_id).slug
    except Conflict:
        flash(_("They have joined already."))
        return redirect(url_for("staff.members"), 303)
    flash(_("That link no longer works."))
    return redirect(url_for("staff.members", brand=slug), 303)


def _act(member_id: str, do: Callable[[Session, Member, Member], None], said: str) -> ResponseReturnValue:
    try:
        with brand_session("members", write=True) as session:
            row = found(session.get(Member, member_id))
            brand, by = session.get_one(Brand, row.brand_id), acting(row)
            do(session, row, by)
    except Refused as problem:
        return _refused(member_id, str(problem))
    flash(said)
    still = row.account_id != by.account_id
    target = url_for("staff.members", brand=brand.slug) if still else url_for("staff.home")
    return redirect(target, 303)


def _refused(member_id: str, problem: str) -> ResponseReturnValue:
    with brand_session("members") as session:
        brand = session.get_one(Brand, found(session.get(Member, member_id)).brand_id)
        return _show(session, brand, InviteForm(formdata=None), problem, 422)


def _show(
    session: Session, brand: Brand, form: InviteForm, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    people = [(row, PlaceForm(formdata=None, obj=row, prefix="")) for row in places.members(session, brand)]
    return desk_page(
        session,
        "staff/members.html",
        brand,
        "members",
        status=status,
        people=people,
        invites=inviting.waiting(session, brand),
        form=form,
        problem=problem,
        roles=ROLES,
        may=may,
    )

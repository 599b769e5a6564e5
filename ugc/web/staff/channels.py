"""The brand's channels: how they are, connecting one, signing in again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from ugc.lifecycle import Actor
from ugc.models import Brand, Channel
from ugc.permissions import may
from ugc.platforms import PlatformError
from ugc.publish import channels
from ugc.publish.credit import Refused
from ugc.web.auth import brand_session, current_account, staff_only
from ugc.web.auth import staff as signed_in
from ugc.web.context import gettext as _
from ugc.web.context import services
from ugc.web.forms.channels import ChannelForm, KeyForm
from ugc.web.staff.blueprint import blueprint
from ugc.web.staff.desk import chosen_brand, chosen_for, desk_page, found


@blueprint.get("/channels")
@staff_only
def channels_page() -> ResponseReturnValue:
    """All of a brand's channels."""
    return _show(ChannelForm(formdata=None))


@blueprint.post("/channels")
@staff_only
def channels_add() -> ResponseReturnValue:
    """Connect one that lets us in; 422 with the reason for one that does not."""
    form = ChannelForm()
    with brand_session("channels") as session:
        brand, _member = chosen_for(session, "channels")
    if not form.validate():
        return _show(form, status=422)
    facts = {"kind": form.network.data, "base_url": form.base_url.data.strip(), "secret": form.secret()}
    try:
        profile, facts["secret"] = channels.ask(**facts, door=services().door)
        with brand_session("channels", write=True) as session:
            channels.add(session, brand, services().vault, _actor(), name=form.name.data, **facts)
    except (PlatformError, Refused) as problem:
        return _show(form, str(problem), 422)
    flash(_("Connected as %(handle)s.", handle=profile.handle))
    return redirect(url_for("staff.channels_page", brand=brand.slug), 303)


@blueprint.post("/channels/<channel_id>/check")
@staff_only
def channels_check(channel_id: str) -> ResponseReturnValue:
    """Ask its network whether it still lets us in."""
    channel, slug = _find(channel_id)
    problem = channels.check(services().database, services().vault, services().door, channel.id)
    with brand_session("channels", write=True) as session:
        channels.checked(session, channel, _actor(), problem)
    flash(problem or _("%(name)s is in order.", name=channel.name))
    return redirect(url_for("staff.channels_page", brand=slug), 303)


@blueprint.post("/channels/<channel_id>/key")
@staff_only
def channels_key(channel_id: str) -> ResponseReturnValue:
    """Sign in again with another key; the old one stays unless the new one works."""
    channel, slug = _find(channel_id)
    secret = KeyForm().secret()
    try:
        _profile, secret = channels.ask(channel.network, channel.base_url, secret, services().door)
    except PlatformError as problem:
        flash(_("That key does not work: %(problem)s", problem=problem.message))
        return redirect(url_for("staff.channels_page", brand=slug), 303)
    with brand_session("channels", write=True) as session:
        channels.renew(session, found(session.get(Channel, channel_id)), services().vault, _actor(), secret)
    flash(_("Signed in again. What waited goes on."))
    return redirect(url_for("staff.channels_page", brand=slug), 303)


def _find(channel_id: str) -> tuple[Channel, str]:
    """The channel and its brand's public name; 404 for another brand's."""
    with brand_session("channels") as session:
        channel = found(session.get(Channel, channel_id))
        return channel, session.get_one(Brand, channel.brand_id).slug


def _may_connect(brand: Brand) -> bool:
    here = signed_in()
    member = here.members.get(brand.id) if here else None
    return member is not None and may(member, "channels")


def _actor() -> Actor:
    return Actor("member", current_account().id)


def _show(form: ChannelForm, problem: str = "", status: int = 200) -> ResponseReturnValue:
    with brand_session("see") as session:
        brand = chosen_brand(session)
        return desk_page(
            session,
            "staff/channels.html",
            brand,
            "channels",
            status=status,
            rows=channels.of(session, brand),
            form=form,
            key=KeyForm(formdata=None),
            problem=problem,
            may_connect=_may_connect(brand),
        )

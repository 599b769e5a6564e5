"""`export`: everything about a customer, as they can have it themselves from their page."""

from pathlib import Path

import click

from ugc.cli.context import Refused, installation
from ugc.consent.export import pack, stream
from ugc.consent.people import called
from ugc.db import EVERYONE
from ugc.models import Brand
from ugc.stores import StoreError
from ugc.wiring import Services


@click.command()
@click.option("--customer", required=True, help="Their mail address, or their id in the database.")
@click.option(
    "--to", "folder", default=".", show_default=True, type=click.Path(file_okay=False, path_type=Path)
)
def export(customer: str, folder: Path) -> None:
    """Write everything about a customer into a ZIP, one for each brand and visit that knows them."""
    with installation() as services:
        try:
            written = _write(services, customer, folder)
        except (StoreError, OSError) as problem:
            raise Refused(f"Not all of it could be written: {problem}") from None
    if not written:
        raise Refused(f"Nobody here is known as {customer}.")
    for path in written:
        click.echo(path)


def _write(services: Services, customer: str, folder: Path) -> list[Path]:
    with services.database.read(EVERYONE) as session:
        found = called(session, customer)
        parcels = {
            f"{session.get_one(Brand, one.brand_id).slug}-{one.id}.zip": pack(session, one, services.links)
            for one in found
        }
    folder.mkdir(parents=True, exist_ok=True)
    for name, parcel in parcels.items():
        with (folder / name).open("wb") as file:
            file.writelines(stream(services.store, parcel))
    return [folder / name for name in parcels]

"""A worker in a process of its own that posts one reshare: database URL, store URL, reshare id."""

import sys
from datetime import UTC, datetime
from ipaddress import ip_network

from tests.support.reshares import VAULT
from ugc import publish
from ugc.db import Database
from ugc.platforms import Door
from ugc.stores import open_store

if __name__ == "__main__":
    database_url, store_url, reshare_id = sys.argv[1:]
    database = Database(database_url, lambda: datetime.now(UTC))
    publish.send(database, open_store(store_url), VAULT, Door((ip_network("127.0.0.0/8"),)), reshare_id)

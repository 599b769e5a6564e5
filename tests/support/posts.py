"""A post as our reshares are, and the networks that tests may enter."""

from ipaddress import ip_network

from tests.support.photos import jpeg
from ugc.platforms.contract import Photo, Post

LOOPBACK = (ip_network("127.0.0.0/8"),)
PHOTO = Photo(jpeg(), "image/jpeg", "A yellow raincoat on a hook")
POST = Post("Puddle day! 📷 Ana R. #littlewearers\n\nhttps://ugc.example/s/71", (PHOTO,), "en")

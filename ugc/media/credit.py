"""The credit as an XMP packet, the only metadata a rendition carries.

Properties follow the IPTC Photo Metadata Standard 2023.2: Creator, Credit Line, Copyright Notice,
Web Statement of Rights and Alt Text (Accessibility).
"""

import re
from xml.sax.saxutils import escape

from ugc.media.recipes import Credit

NOT_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0, production [2] Char
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"\
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">{properties}</rdf:Description></rdf:RDF>\
</x:xmpmeta><?xpacket end="r"?>"""
LANGUAGES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'


def packet(credit: Credit) -> bytes:
    """XMP for `credit`, in UTF-8; characters that XML cannot hold are dropped."""
    properties = (
        ("dc:creator", credit.creator, "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
        ("photoshop:Credit", credit.credit_line, "{}"),
        ("dc:rights", credit.copyright, LANGUAGES),
        ("xmpRights:WebStatement", credit.web_statement, "{}"),
        ("Iptc4xmpCore:AltTextAccessibility", credit.alt, LANGUAGES),
    )
    filled = (f"<{name}>{shape.format(_text(text))}</{name}>" for name, text, shape in properties if text)
    return PACKET.format(properties="".join(filled)).encode()


def _text(text: str) -> str:
    return escape(NOT_XML.sub("", text))

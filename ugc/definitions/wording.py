"""The plain words at each purpose's consent box, for campaigns that do not bring their own."""

from collections.abc import Mapping

from ugc.definitions.asking import Wording
from ugc.definitions.values import Place, Purpose
from ugc.models.channel import PLACES

NETWORK = "{network}"


def _says(label: str, means: str) -> Wording:
    return Wording(label=label, means=means)


def plain(language: str) -> Mapping[Purpose, Wording]:
    """Every purpose's wording in a language, or in English where we have none."""
    return _WORDS.get(language, _WORDS.get(language.split("-", maxsplit=1)[0], _WORDS["en"]))


def on_network(wording: Wording, place: Place, language: str) -> Wording:
    """A wording for one network: named where the label leaves room for it, else behind it."""
    name = PLACES.get(place) or _ELSEWHERE.get(language.split("-", maxsplit=1)[0], _ELSEWHERE["en"])
    label = wording.label if NETWORK in wording.label else f"{wording.label} ({NETWORK})"
    return Wording(label=label.replace(NETWORK, name), means=wording.means.replace(NETWORK, name))


_ELSEWHERE = {
    "en": "another network",
    "es": "otra red",
    "de": "einem anderen Netzwerk",
    "fr": "un autre réseau",
}
"""What `other` is called in a sentence."""

_WORDS: dict[str, dict[Purpose, Wording]] = {
    "en": {
        "gallery": _says(
            "Show it in this campaign’s public gallery",
            "Anyone on the web can see it there, always with your credit. "
            "Take it back and it is gone at once.",
        ),
        "reshare": _says(
            "Share it on our own account on {network}",
            "We may post it there with your credit. Take it back and we delete our posts; "
            "what others have shared on, we cannot reach.",
        ),
        "ads": _says(
            "Use it in our advertising",
            "It may appear in adverts we pay for, with your credit. Take it back and we stop those adverts.",
        ),
        "print": _says(
            "Print it",
            "It may appear on posters, cards and in our shops, with your credit. Take it back and we print "
            "no more; copies already given out stay out.",
        ),
        "mail": _says(
            "Show it in our newsletter",
            "It may appear in a newsletter, with your credit. Take it back and no further one shows it; "
            "letters already sent stay sent.",
        ),
    },
    "es": {
        "gallery": _says(
            "Mostrarlo en la galería pública de esta campaña",
            "Cualquiera puede verlo allí en la web, siempre con tu crédito. "
            "Si lo retiras, desaparece al momento.",
        ),
        "reshare": _says(
            "Compartirlo en nuestra propia cuenta de {network}",
            "Podemos publicarlo allí con tu crédito. Si lo retiras, borramos nuestras publicaciones; "
            "a lo que otros hayan vuelto a compartir no llegamos.",
        ),
        "ads": _says(
            "Usarlo en nuestra publicidad",
            "Puede aparecer en anuncios que pagamos, con tu crédito. Si lo retiras, paramos esos anuncios.",
        ),
        "print": _says(
            "Imprimirlo",
            "Puede aparecer en carteles, tarjetas y en nuestras tiendas, con tu crédito. "
            "Si lo retiras, no imprimimos más; las copias ya repartidas no podemos recogerlas.",
        ),
        "mail": _says(
            "Mostrarlo en nuestro boletín",
            "Puede aparecer en un boletín, con tu crédito. Si lo retiras, no sale en ninguno más; "
            "los ya enviados no podemos recuperarlos.",
        ),
    },
    "de": {
        "gallery": _says(
            "In der öffentlichen Galerie dieser Aktion zeigen",
            "Alle im Netz können es dort sehen, immer mit deinem Namen, wie du ihn nennst. "
            "Ziehst du es zurück, ist es sofort weg.",
        ),
        "reshare": _says(
            "Auf unserem eigenen Konto bei {network} teilen",
            "Wir dürfen es dort mit deiner Nennung posten. Ziehst du es zurück, löschen wir unsere Posts; "
            "was andere weitergeteilt haben, erreichen wir nicht.",
        ),
        "ads": _says(
            "In unserer Werbung verwenden",
            "Es darf in bezahlten Anzeigen erscheinen, mit deiner Nennung. Ziehst du es zurück, "
            "stoppen wir diese Anzeigen.",
        ),
        "print": _says(
            "Drucken",
            "Es darf auf Plakaten, Karten und in unseren Läden erscheinen, mit deiner Nennung. "
            "Ziehst du es zurück, drucken wir nichts mehr nach; was schon verteilt ist, bleibt verteilt.",
        ),
        "mail": _says(
            "In unserem Newsletter zeigen",
            "Es darf in einem Newsletter erscheinen, mit deiner Nennung. Ziehst du es zurück, erscheint es "
            "in keinem weiteren; verschickte bleiben verschickt.",
        ),
    },
    "fr": {
        "gallery": _says(
            "Le montrer dans la galerie publique de cette campagne",
            "Tout le monde peut l’y voir sur le web, toujours avec votre crédit. "
            "Retirez-le et il disparaît aussitôt.",
        ),
        "reshare": _says(
            "Le partager depuis notre propre compte sur {network}",
            "Nous pouvons l’y publier avec votre crédit. Retirez-le et nous effaçons nos publications ; "
            "ce que d’autres ont repartagé nous échappe.",
        ),
        "ads": _says(
            "L’utiliser dans notre publicité",
            "Il peut paraître dans des annonces que nous payons, avec votre crédit. Retirez-le et nous "
            "arrêtons ces annonces.",
        ),
        "print": _says(
            "L’imprimer",
            "Il peut paraître sur des affiches, des cartes et dans nos boutiques, avec votre crédit. "
            "Retirez-le et nous n’imprimons plus ; les exemplaires déjà distribués le restent.",
        ),
        "mail": _says(
            "Le montrer dans notre lettre d’information",
            "Il peut paraître dans une lettre, avec votre crédit. Retirez-le et il n’y paraît plus ; "
            "les lettres déjà parties ne se rattrapent pas.",
        ),
    },
}

"""Terms as a page: Markdown, and nothing that runs."""

from ugc.web.terms import html


def test_html_in_terms_is_text() -> None:
    shown = html("**Yours** stays <script>alert(1)</script> [yours](javascript:alert(1)) <b onclick=x>")
    assert "<strong>Yours</strong>" in shown
    assert "<script" not in shown
    assert "<b" not in shown
    assert 'href="javascript' not in shown

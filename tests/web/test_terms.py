"""Terms as a page: Markdown, and nothing that runs."""

from ugc.web.terms import html


def test_html_in_terms_is_text() -> None:
    shown = html("**Yours** stays <script>alert(1)</script> [yours](javascript:alert(1)) <b onclick=x>")
    assert "<strong>Yours</strong>" in shown
    assert "<script" not in shown
    assert "<b" not in shown
    assert 'href="javascript' not in shown


def test_the_headings_of_terms_stand_below_the_ones_around_them() -> None:
    words = "# What you agree to\n\n## In short\n\n###### By the way"
    assert html(words, top=3) == "<h3>What you agree to</h3>\n<h4>In short</h4>\n<h6>By the way</h6>\n"

"""How a PDF is handed to the browser."""

from urllib.parse import quote

from campus_safety.printing.responses import pdf_response


def test_it_is_shown_under_its_name_and_kept_nowhere() -> None:
    name = "整改通知书 〔2026〕第 3 号.pdf"
    response = pdf_response(b"%PDF-1.4", name=name)
    assert response.content == b"%PDF-1.4"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f"inline; filename*=utf-8''{quote(name)}"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_chrome_may_show_it_and_no_page_may_frame_it() -> None:
    response = pdf_response(b"%PDF-1.4", name="a.pdf")
    assert response.headers["Content-Security-Policy"] == "frame-ancestors 'none'"

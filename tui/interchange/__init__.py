"""Formats for text that enters or leaves the program: HTTP, curl, JSON, reports, pasted responses.

    TokenRequest ──> shown_request ──> http_text, curl, request_json
    Run ──> run_json (for programs), run_text (for people)
    saved or pasted response ──> pasted_response ──> findings_text, explain_json
    pasted request, export, code ──> import_ ──> Connector, with notes

Requests are masked unless they are revealed for that one use. Only `shown_request` decides how.
"""

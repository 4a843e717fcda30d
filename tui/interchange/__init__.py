"""What leaves the program: the request as HTTP text and as curl, a run as JSON and as plain text.

    TokenRequest ──> shown_request ──> http_text, curl, request_json
    Run ──> run_json (for programs), run_text (for people)

Everything is masked unless it is revealed for that one use, and only `shown_request` decides how.
"""

"""The wizard in a browser: `doorway` says who may come in, `serving` runs it all until Ctrl+C.

    browser ──http──> server ──websocket──> session, for each tab ──packets──> a process of the wizard

The only package that imports textual-serve and aiohttp, which come with the extra `web`.
"""

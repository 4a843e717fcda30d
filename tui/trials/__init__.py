"""Tries variations of a token request, one after the other, until one works.

    Plan.next ──make_trial──> Trial ──Plan.after──> Plan ──> … until there is no next one

What a variation is, and which one comes next, is the diagnosis's to say. Here they are sent.
"""

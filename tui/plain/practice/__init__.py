"""The demo in plain mode: a fault of one's choice, or a lesson.

faults ──> the connector that goes with a fault      lessons ──> school (how far somebody is)
"""

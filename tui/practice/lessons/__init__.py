"""The twelve lessons of the practice: a ticket each, a connector that fails, and what one learns from it.

    course ──in order──> form_lessons, server_lessons ──each a──> Lesson ──has a──> PracticeFault
                                                                    └──replies to──> Ask

They are values only, and load no server.
"""

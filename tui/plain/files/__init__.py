"""Profiles as files: opened, copied, renamed, deleted and put back, and saved.

saved_profiles (the list) ──> profile_files      saving ──> keeping_secrets
"""

"""Profiles: a connector saved as TOML, and where its secrets come from.

FILE.toml ──load_profile──> Profile ──fill_secrets──> Profile ──save_profile──> FILE.toml
                               │
                               └─ connector, and for each of its secrets a source: prompt, env, keyring, plain
"""

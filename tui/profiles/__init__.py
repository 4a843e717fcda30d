"""Profiles: connectors saved as TOML files, and where their secrets come from.

FILE.toml ──load_profile──> Profile ──fill_secrets──> Profile ──save_profile──> FILE.toml
                               │
                               └─ a connector, and the source of each secret: prompt, env, keyring, plain
"""

"""What Prometheus is told of a probe: how often to ask for it, and when to call somebody."""

from __future__ import annotations

from typing import Any, Final

INTERVAL_MINUTES: Final = 15
"""Each probe is a login, so the usual interval of seconds would be an attack."""
EXPORTER: Final = "127.0.0.1:9115"
_MARGIN: Final = 1
"""Seconds that the exporter needs for itself: it gives up half a second before Prometheus does."""


def scrape_document(module: str, target: str, seconds: int) -> dict[str, Any]:
    """Return what goes into prometheus.yml: the exporter is asked, and the target is a parameter."""
    job = {
        "job_name": f"connector-{module}",
        "metrics_path": "/probe",
        "params": {"module": [module]},
        "scrape_interval": f"{INTERVAL_MINUTES}m",
        "scrape_timeout": f"{seconds + _MARGIN}s",
        "static_configs": [{"targets": [target]}],
        "relabel_configs": [
            {"source_labels": ["__address__"], "target_label": "__param_target"},
            {"source_labels": ["__param_target"], "target_label": "instance"},
            {"target_label": "__address__", "replacement": EXPORTER},
        ],
    }
    return {"scrape_configs": [job]}


def rule_document(module: str) -> dict[str, Any]:
    """Return a rule that calls after two probes without a token.

    A sample counts for five minutes only, so the rule looks back over two intervals.
    """
    window = f"{2 * INTERVAL_MINUTES + 1}m"
    rule = {
        "alert": "ConnectorGetsNoToken",
        "expr": f'max_over_time(probe_success{{job="connector-{module}"}}[{window}]) == 0',
        "labels": {"severity": "critical"},
        "annotations": {"summary": f"The connector {module} gets no access token."},
    }
    return {"groups": [{"name": f"connector-{module}", "rules": [rule]}]}

"""A token request as a probe of Prometheus' blackbox exporter, which watches it day and night."""

"""What the screens show, as text: makers of content, no widgets."""

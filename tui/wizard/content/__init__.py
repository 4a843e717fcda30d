"""Makes the text that the screens show. No widgets here."""

"""To the second: what happened when is the point of a ledger."""

DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT = "j F Y", "j M Y, H:i:s", "H:i:s"

"""How dates and times are written where no template says it; a language has precedence over plain settings."""

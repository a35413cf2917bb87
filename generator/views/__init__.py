"""The pages: function views, one place a module, each with at most one call that changes something."""

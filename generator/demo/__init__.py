"""The demo: a studio that has been in use for five weeks, made up, to be looked at and tried out.

What people ask for goes through the composer's own form, what becomes of it through the ledger's own verbs, and the
pictures are painted by the stand-in's own painter from the very request that it would have been sent. Only the times
are put back afterwards.
"""

"""Surroundings: what the engine is given by whoever starts it, so that it need not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.imageapi import Client


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The provider, the ways to the other workers, and the address that the provider may call.

    `has_room` says whether the disk has room for results; `tidy` is called at the beginning of every term.
    """

    client: Client
    prepare: Callable[[int], object]
    prepare_stray: Callable[[int], object]
    webhook_url: Callable[[str], str | None]
    has_room: Callable[[], bool] = lambda: True
    tidy: Callable[[], object] = lambda: None

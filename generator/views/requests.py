"""The types of requests that views take."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from generator.models import Member


class MemberRequest(HttpRequest):
    """A request of somebody signed in, which is every request that is not marked otherwise."""

    user: Member
    htmx: HtmxDetails

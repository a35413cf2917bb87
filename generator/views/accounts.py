"""Accounts: the first admin, one's own password, and being locked out for a while."""

import hmac
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from generator.models import Member
from generator.models.members import setup_token
from generator.views.requests import MemberRequest


class SignInForm(AuthenticationForm):
    """Who is refused has the name still there, and goes on with the password, which is gone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("username"):
            self.fields["username"].widget.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True


class FirstAdminForm(BaseUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = Member
        fields = ("username",)


@login_not_required
@sensitive_post_parameters("password1", "password2")
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Create the first admin and sign them in; needs the token that the start of the program printed."""
    given = request.POST.get("token") or request.GET.get("token", "")
    if Member.objects.exists() or not hmac.compare_digest(given.encode(), setup_token().encode()):
        return render(request, "accounts/setup.html", {"invalid": True}, status=403)
    form = FirstAdminForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        admin = Member.create_first_admin(form.cleaned_data["username"], form.cleaned_data["password1"])
        if admin is None:
            return render(request, "accounts/setup.html", {"invalid": True}, status=403)
        login(request, admin, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("studio")
    status = 422 if form.errors else 200
    return render(request, "accounts/setup.html", {"form": form, "token": given}, status=status)


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Member
        fields = ("download_details",)
        labels = {"download_details": "Downloads carry their prompt, model, author and time"}
        help_texts = {
            "download_details": "Inside the file, where other programs show it. "
            "Without it a download is the file as it came."
        }


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    """What a member wants to be otherwise, for themselves."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        # Nothing else of the member, which may have changed since the request began.
        Member.objects.filter(pk=request.user.pk).update(**form.cleaned_data)
        messages.success(request, "Your preferences are kept.")
        return redirect("preferences")
    return render(request, "accounts/preferences.html", {"form": form})


class PasswordView(PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("studio")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        messages.success(self.request, "Your password was changed.")
        return super().form_valid(form)  # type: ignore[arg-type]


def too_old(request: HttpRequest, **_: object) -> HttpResponse:
    """A form that came without the token of this browser, or with an old one: its page is out of date.

    Who has meanwhile signed in on another page, and now does so on this one, goes on as after the first time.
    """
    if request.path == reverse("login") and request.user.is_authenticated:
        return redirect(f"{request.path}?{urlencode({'next': request.POST.get('next', '')})}")
    response = render(request, "403_csrf.html", status=403)
    # A page asks for a token, and a new one would spoil the form that another page has come with meanwhile.
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return response


def locked(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Too many wrong passwords for one account from one address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/locked.html", {"minutes": minutes}, status=429)

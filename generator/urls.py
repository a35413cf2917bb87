"""The studio's addresses."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from generator.views import (
    accounts,
    favourites,
    files,
    generations,
    health,
    live,
    prompts,
    references,
    studio,
    trash,
    webhooks,
)

urlpatterns = [
    path("", studio.studio, name="studio"),
    path("generations/", generations.generations, name="generations"),
    path("generations/trash/", trash.trash, name="generations-trash"),
    path("generations/restore/", trash.restore, name="generations-restore"),
    path("generations/discard/", trash.discard, name="generations-discard"),
    path("generations/favourite/", favourites.several, name="generations-favourite"),
    path("generations/<uuid:uuid>/", generations.generation, name="generation"),
    path("generations/<uuid:uuid>/cancel/", generations.cancel, name="generation-cancel"),
    path("generations/<uuid:uuid>/retry/", generations.retry, name="generation-retry"),
    path("generations/<uuid:uuid>/ask/", generations.ask, name="generation-ask"),
    path("generations/<uuid:uuid>/match/<int:stray>/", generations.match, name="generation-match"),
    path("generations/<uuid:uuid>/favourite/", favourites.favourite, name="generation-favourite"),
    path("generations/<uuid:uuid>/use/", generations.use, name="generation-use"),
    path("prompts/", prompts.prompts, name="prompts"),
    path("prompts/new/", prompts.new, name="prompt-new"),
    path("prompts/<int:prompt>/", prompts.prompt, name="prompt"),
    path("prompts/<int:prompt>/delete/", prompts.delete, name="prompt-delete"),
    path("prompts/<int:prompt>/use/", prompts.use, name="prompt-use"),
    path("prompts/<int:prompt>/used/", prompts.used, name="prompt-used"),
    path("trash/", trash.page, name="trash"),
    path("pictures/download/", files.archive, name="pictures-download"),
    path("pictures/<uuid:uuid>/", files.picture, name="picture"),
    path("pictures/<uuid:uuid>/thumbnail/", files.picture_thumbnail, name="picture-thumbnail"),
    path("unclaimed/<uuid:uuid>/", files.unclaimed, name="unclaimed"),
    path("unclaimed/<uuid:uuid>/thumbnail/", files.unclaimed_thumbnail, name="unclaimed-thumbnail"),
    path("references/", references.references, name="references"),
    path("references/<uuid:uuid>/", files.reference, name="reference"),
    path("references/<uuid:uuid>/thumbnail/", files.reference_thumbnail, name="reference-thumbnail"),
    # The stream itself is served beside Django (project.asgi); the name is for links to it.
    path("live/", live.not_here, name="live"),
    path("live/changes/", live.changes, name="live-changes"),
    path("webhooks/freepik/<str:token>/", webhooks.webhook, name="webhook"),
    path("healthz/", health.healthz, name="healthz"),
    path("setup/", accounts.setup, name="setup"),
    path(
        "accounts/login/",
        auth.LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True),
        name="login",
    ),
    path("accounts/logout/", login_not_required(auth.LogoutView.as_view()), name="logout"),
    path("accounts/preferences/", accounts.preferences, name="preferences"),
    path("accounts/password/", accounts.PasswordView.as_view(), name="password"),
]

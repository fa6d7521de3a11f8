"""One's own account: name, passphrase, return key, hats."""

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access, actions, forms, models, queries, roles, rules, sessions
from alongside.accounts.access import Permission as P
from alongside.accounts.views import entrance
from alongside.core import door, ids


@access.needs(P.ACCOUNT_KEEP)
def account(request: access.Request) -> HttpResponse:
    """One's own page. A return-key holder has no account, and reads what that means."""
    person = queries.oneself(request.by)
    if person is None:
        return render(request, "accounts/key_account.html")
    said = {name: getattr(person, name) for name in ("name", "email", "language", "version")}
    form = forms.Account(request.POST or None, initial=said)
    tried = door.tried(
        request, form, lambda: actions.edit_account(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        return redirect("accounts:account")
    context = {
        "form": form,
        "person": person,
        "hats": queries.hats_beside(request.by),
        "may_restore": access.can(request.by, P.FACTOR_RESTORE),
        "may_edit": access.can(request.by, P.DIRECTORY_EDIT),
    }
    return render(request, "accounts/account.html", context, status=tried.status)


@access.needs(P.ACCOUNT_KEEP)
@never_cache
@sensitive_post_parameters()
def passphrase(request: access.Request) -> HttpResponse:
    """Change it. The first one, which somebody handed over, must be changed."""
    if queries.oneself(request.by) is None:
        return redirect("accounts:account")
    form = forms.Passphrase(request.POST or None)
    first = queries.must_change_passphrase(request)
    tried = door.tried(
        request,
        form,
        lambda: actions.change_passphrase(
            by=request.by, current=form.cleaned_data["current"], new=form.cleaned_data["new"]
        ),
    )
    if tried.is_done:
        auth.update_session_auth_hash(request, tried.result)
        sessions.be_sure(request)
        actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))
        return redirect("accounts:home" if first else "accounts:account")
    context = {"form": form, "first": first}
    return render(request, "accounts/passphrase.html", context, status=tried.status)


@access.needs(P.RETURN_KEY_MAKE)
@never_cache
def replace_return_key(request: access.Request) -> HttpResponse:
    """New words for the key one came in with. They are shown in this answer only."""
    made = ids.parse(request.POST.get("id", ""))
    if made is None:
        first = queries.must_replace_return_key(request)
        page = {"first": first, "form_id": ids.new()}
        return render(request, "accounts/replace_return_key.html", page)
    key, words = actions.replace_return_key(
        by=request.by, id=made, language=translation.get_language() or "en"
    )
    request.session.update(queries.session_of(key))
    actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))
    page = {"words": words.split(), "form_id": ids.new()}
    return render(request, "accounts/new_return_key.html", page)


@access.needs(P.ACCOUNT_KEEP)
def hats(request: access.Request) -> HttpResponse:
    """All one's roles. Switching is a choice, and leaves nothing of the role before."""
    if request.method == "POST":
        return _switch(request)
    return _hats_page(request, forms.OwnKey())


def _hats_page(request: access.Request, form: forms.OwnKey, status: int = 200) -> HttpResponse:
    context = {"hats": queries.hats_beside(request.by), "form": form}
    return render(request, "accounts/hats.html", context, status=status)


@access.needs(P.ACCOUNT_KEEP)
@never_cache
@sensitive_post_parameters()
def own_support(request: access.Request) -> HttpResponse:
    """From work to one's own support, with one's own key. Whoever has none reads the same as
    whoever types it wrong: no screen at work shows who has support here."""
    if request.method != "POST" or request.by.is_participant:
        return redirect("accounts:hats")
    form = forms.OwnKey(request.POST)
    tried = door.tried(
        request, form, lambda: actions.cross_over(by=request.by, **form.cleaned_data)
    )
    if tried.is_done:
        return _wear(request, tried.result)
    return _hats_page(request, form, tried.status)


def _switch(request: access.Request) -> HttpResponse:
    hat = queries.hat(request.by, ids.parse(request.POST.get("hat", "")))
    if hat.role == rules.ADMINISTRATOR or (request.by.is_participant and hat.role in roles.STAFF):
        access.require_step_up(request)
    return _wear(request, hat)


def _wear(request: access.Request, hat: models.Membership) -> HttpResponse:
    for name in set(request.session.keys()) - KEPT:
        del request.session[name]
    request.session[queries.HAT] = str(hat.pk)
    sessions.wear(request)
    request.session.cycle_key()
    return redirect(entrance.own_path(request) or entrance.home_of(hat.role))


# What says who is signed in; all else in a session belongs to the hat.
KEPT = {
    auth.SESSION_KEY,
    auth.BACKEND_SESSION_KEY,
    auth.HASH_SESSION_KEY,
    sessions.LOCK,
    "_csrftoken",
}
